using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Outbox;

/// <summary>How many mails each relay took, or may have taken, on a day (UTC), over all processes.</summary>
internal sealed class RelayDays(Database database)
{
    public static async Task AddAsync(Transaction transaction, IEnumerable<EndedAttempt> ended, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var (relay, mails) in ended
            .Where(end => end.Outcome is { Relay: not null, Kind: OutcomeKind.Accepted or OutcomeKind.InDoubt })
            .CountBy(end => end.Outcome.Relay!))
        {
            await transaction.ExecuteAsync(
                """
                INSERT INTO relay_days(relay, day, mails) VALUES (@relay, @day, @mails)
                ON CONFLICT (relay, day) DO UPDATE SET mails = relay_days.mails + excluded.mails
                """,
                new { relay, day, mails });
        }
    }

    /// <summary>The mails of a day by relay, <c>host:port</c>.</summary>
    public async Task<IReadOnlyDictionary<string, long>> OnAsync(DateOnly day, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<(string Relay, long Mails)>(
            "SELECT relay, mails FROM relay_days WHERE day = @day", new { day }))
            .ToDictionary(row => row.Relay, row => row.Mails);
    }
}
