using Dapper;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Today;

/// <summary>How each relay of the settings is doing, by what the outbox remembers of it.</summary>
internal sealed class RelayBoard(Database database, RelayDays days, RelayRests rests, IOptions<DeliveryOptions> options,
    TimeProvider clock)
{
    private const int Latest = 1000;
    private static readonly TimeSpan Recent = TimeSpan.FromHours(24);

    public async Task<IReadOnlyList<RelayToday>> ReadAsync(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var mails = await days.OnAsync(DateOnly.FromDateTime(now.UtcDateTime), cancel);
        var faults = await FaultsAsync(now - Recent, cancel);
        var resting = await rests.NowAsync(cancel);
        return [.. options.Value.Relays.Select(relay => $"{relay.Host}:{relay.Port}").Concat(mails.Keys).Distinct()
            .Select(relay => new RelayToday(relay, mails.GetValueOrDefault(relay),
                faults.GetValueOrDefault(relay)?.At, faults.GetValueOrDefault(relay)?.Text)
            {
                RestsUntil = resting.GetValueOrDefault(relay)?.Until,
                RestsBecause = resting.GetValueOrDefault(relay)?.Why,
            })];
    }

    private async Task<Dictionary<string, FaultRow>> FaultsAsync(DateTimeOffset since, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<FaultRow>(
            $"""
            SELECT relay, at, text FROM (
                SELECT id, relay, at, outcome, text FROM attempts ORDER BY id DESC LIMIT {Latest}) AS latest
            WHERE relay IS NOT NULL AND outcome <> {StateSql.Accepted} AND at >= @since ORDER BY id DESC
            """,
            new { since });
        return rows.DistinctBy(row => row.Relay).ToDictionary(row => row.Relay);
    }

    private sealed record FaultRow
    {
        public string Relay { get; init; } = "";

        public DateTimeOffset At { get; init; }

        public string Text { get; init; } = "";
    }
}
