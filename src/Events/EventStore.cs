using System.Text.Json;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Events;

/// <summary>The events that wait to be told, and what became of those that were.</summary>
internal sealed class EventStore(Database database, TimeProvider clock)
{
    // Whatever was under way for longer went down with its process.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // Long enough to look into a week that went wrong.
    private static readonly TimeSpan KeepFor = TimeSpan.FromDays(7);

    private const string Waiting = "told_at IS NULL AND given_up_at IS NULL";

    /// <summary>Which kinds are written from now on; what waits of others is forgotten.</summary>
    public async Task AskAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel)
    {
        await using (var connection = await database.OpenAsync(cancel))
        {
            if ((await connection.QueryAsync<string>("SELECT kind FROM event_kinds")).ToHashSet().SetEquals(kinds))
            {
                return;
            }
        }

        await database.WriteAsync(async transaction =>
        {
            var asked = new { kinds = JsonSerializer.Serialize(kinds) };
            var listed = transaction.Dialect.JsonTexts("@kinds");
            await transaction.ExecuteAsync(
                $"""
                DELETE FROM event_kinds WHERE kind NOT IN {listed};
                DELETE FROM events WHERE {Waiting} AND kind NOT IN {listed};
                INSERT INTO event_kinds(kind) SELECT value FROM {listed} AS asked WHERE true
                ON CONFLICT (kind) DO NOTHING;
                """,
                asked);
        }, cancel);
    }

    /// <summary>Claims events that are due, the oldest first, and counts an attempt of each.</summary>
    public Task<IReadOnlyList<StoredEvent>> ClaimAsync(int most, CancellationToken cancel) =>
        database.WriteAsync<IReadOnlyList<StoredEvent>>(async transaction =>
    {
        var now = clock.GetUtcNow();
        return [.. (await transaction.QueryAsync<StoredEvent>(
            $"""
            UPDATE events SET due_at = @leased, attempts = attempts + 1 WHERE id IN (
                SELECT id FROM events WHERE {Waiting} AND due_at <= @now ORDER BY id LIMIT @most
                {transaction.Dialect.SkipLocked})
            RETURNING id, kind, subscriber_id, at, detail, attempts
            """,
            new { now, leased = now + Lease, most })).OrderBy(one => one.Id)];
    }, cancel);

    public Task ToldAsync(long id) => EndAsync("told_at = @now, fault = NULL", id, null, null);

    public Task PutOffAsync(long id, string fault, DateTimeOffset until) =>
        EndAsync("due_at = @until, fault = @fault", id, fault, until);

    public Task GiveUpAsync(long id, string fault) => EndAsync("given_up_at = @now, fault = @fault", id, fault, null);

    /// <summary>Gives claimed events back as they were.</summary>
    public Task GiveBackAsync(IReadOnlyCollection<long> ids) => database.WriteAsync(transaction =>
        transaction.ExecuteAsync(
            $"""
            UPDATE events SET due_at = @now, attempts = attempts - 1
            WHERE id IN {transaction.Dialect.JsonValues("@ids")}
            """,
            new { now = clock.GetUtcNow(), ids = JsonSerializer.Serialize(ids) }), CancellationToken.None);

    private Task<int> EndAsync(string change, long id, string? fault, DateTimeOffset? until) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync($"UPDATE events SET {change} WHERE id = @id",
            new { id, fault, until, now = clock.GetUtcNow() }), CancellationToken.None);

    /// <summary>Forgets what was told, or given up, a week ago.</summary>
    public Task<int> TidyAsync(CancellationToken cancel) => database.WriteAsync(transaction =>
        transaction.ExecuteAsync("DELETE FROM events WHERE told_at < @before OR given_up_at < @before",
            new { before = clock.GetUtcNow() - KeepFor }), cancel);

    /// <summary>How the telling is going.</summary>
    public async Task<EventsToday> TodayAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleAsync<EventsToday>(
            $"""
            SELECT CASE WHEN EXISTS (SELECT 1 FROM event_kinds) THEN 1 ELSE 0 END AS is_on,
                (SELECT count(*) FROM events WHERE {Waiting}) AS waiting,
                (SELECT min(at) FROM events WHERE {Waiting}) AS oldest,
                (SELECT count(*) FROM events WHERE told_at >= @since) AS told,
                (SELECT count(*) FROM events WHERE given_up_at >= @since) AS given_up,
                (SELECT fault FROM events WHERE fault IS NOT NULL ORDER BY id DESC LIMIT 1) AS last_fault
            """,
            new { since = now - TimeSpan.FromDays(1) });
    }
}
