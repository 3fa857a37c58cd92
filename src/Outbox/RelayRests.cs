using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Outbox;

/// <summary>Which relays rest, until when and why, as the sending processes see it.</summary>
internal sealed class RelayRests(Database database, TimeProvider clock)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <summary>Replaces what a process said before.</summary>
    public Task KeepAsync(string sender, IReadOnlyCollection<RelayRest> rests, CancellationToken cancel) =>
        database.WriteAsync(async transaction =>
    {
        await transaction.ExecuteAsync("DELETE FROM relay_rests WHERE sender = @sender OR until < @before",
            new { sender, before = clock.GetUtcNow() - KeptFor });
        foreach (var rest in rests)
        {
            await transaction.ExecuteAsync(
                "INSERT INTO relay_rests(relay, sender, until, why) VALUES (@Relay, @sender, @Until, @Why)",
                new { rest.Relay, sender, rest.Until, rest.Why });
        }
    }, cancel);

    /// <summary>The longest rest of each relay that lasts still.</summary>
    public async Task<IReadOnlyDictionary<string, RelayRest>> NowAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<RelayRest>(
            "SELECT relay, until, why FROM relay_rests WHERE until > @now ORDER BY until DESC",
            new { now = clock.GetUtcNow() }))
            .DistinctBy(rest => rest.Relay).ToDictionary(rest => rest.Relay);
    }
}

/// <summary>A relay that is not tried for a while.</summary>
internal sealed record RelayRest
{
    /// <summary>Its host and port.</summary>
    public string Relay { get; init; } = "";

    public DateTimeOffset Until { get; init; }

    /// <summary>What failed, for the operator.</summary>
    public string Why { get; init; } = "";
}
