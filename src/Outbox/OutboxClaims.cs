using System.Text.Json;
using Dapper;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Outbox;

/// <summary>
/// Workers take rows of the outbox here, each under a lease that they renew. Unsubscribed, suppressed and expired rows
/// end at the moment they are claimed.
/// </summary>
internal sealed class OutboxClaims(Database database, TimeProvider clock)
{
    /// <summary>
    /// How long a claim lasts without being renewed. What a killed process had taken is taken over after it.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    // The words of the index of open rows, in the SQL of either database.
    private const string Open = $"done_at IS NULL AND state IN {StateSql.Open}";

    private const string Theirs =
        "(CAST(@only AS BIGINT) IS NULL OR subscriber_id = @only "
        + "OR subscriber_id IN (SELECT x.id FROM subscribers x WHERE x.reader_id = @only))";

    // A lease that ends later than any could was given by a clock that has since been set back. A worker's own rows are
    // in its hands.
    private const string Claimable =
        $"""
        {Open} AND ((state = {StateSql.Ready} AND due_at <= @now)
            OR (state = {StateSql.Taken} AND worker <> @worker AND @steady = 1
                AND (lease_until <= @now OR lease_until > @far)))
        """;

    // Whether the subscription, or the change of address, is in the state that the mail is for.
    private const string IsWanted =
        $"""
        CASE o.letter
            WHEN 'Move' THEN {ReaderSql.State} = 'Confirmed' AND c.state = 'Offered'
            WHEN 'Moved' THEN c.state = 'Moved'
            WHEN 'Reminder' THEN {ReaderSql.State} = 'Confirmed'
            ELSE s.state = CASE o.kind
                WHEN 'Confirm' THEN CASE s.state WHEN 'Confirmed' THEN 'Confirmed' ELSE 'Pending' END
                WHEN 'Goodbye' THEN 'Unsubscribed' ELSE 'Confirmed' END
        END
        """;

    private readonly SteadyClock steady = new(clock, Lease);

    /// <summary>Takes up to <paramref name="count"/> due rows, the urgent ones first.</summary>
    /// <param name="only">Only this subscriber's.</param>
    /// <param name="urgent">Only urgent ones.</param>
    public Task<Claim> ClaimAsync(string worker, int count, long? only, CancellationToken cancel,
        bool urgent = false) => database.WriteAsync(async transaction =>
    {
        var now = clock.GetUtcNow();
        var taken = await LoadAsync(transaction, await TakeAsync(transaction, new
        {
            worker,
            now,
            far = now + (2 * Lease),
            // A clock that was just set makes living leases look over. They are left alone until their workers had time
            // to renew them.
            steady = steady.IsSteady() ? 1 : 0,
            lease = now + Lease,
            count,
            only,
            last = urgent ? 0 : int.MaxValue
        }));
        var expired = await EndAsync(MailEvent.Expired, item => item.ExpiresAt <= now);
        var suppressed = await EndAsync(MailEvent.Suppressed, item => item.Unwanted && item.ExpiresAt > now);
        var good = taken.Where(item => !item.Unwanted && item.ExpiresAt > now).ToList();
        var shared = good.CountBy(item => item.DigestId ?? 0).ToDictionary();
        return new Claim(good.ConvertAll(item => item with { Alone = shared[item.DigestId ?? 0] == 1 }), expired,
            suppressed);

        Task<int> EndAsync(MailEvent happened, Func<OutboxItem, bool> which) => UnsentMail.EndAsync(transaction,
            MailState.Taken, happened, [.. taken.Where(which).Select(item => item.Id)], now);
    }, cancel);

    private static async Task<List<long>> TakeAsync(Transaction transaction, object mine) =>
        (await transaction.QueryAsync<long>(
            $"""
            UPDATE outbox SET state = {StateSql.Taken}, worker = @worker, lease_until = @lease, attempts = attempts + 1
            WHERE id IN (
                SELECT id FROM outbox WHERE {Claimable} AND priority <= @last AND {Theirs}
                ORDER BY priority, due_at, id LIMIT @count {transaction.Dialect.SkipLocked})
            RETURNING id
            """,
            mine)).ToList();

    private static async Task<List<OutboxItem>> LoadAsync(Transaction transaction, List<long> ids) =>
        ids.Count == 0 ? [] : (await transaction.QueryAsync<OutboxItem>(
            $"""
            SELECT {OutboxItem.Columns},
                CASE WHEN {IsWanted}
                    AND NOT EXISTS (SELECT 1 FROM suppressions x WHERE x.address_hash = {OutboxItem.ToHash})
                    THEN 0 ELSE 1 END AS unwanted
            FROM {OutboxItem.Tables}
            WHERE o.id IN {transaction.Dialect.JsonValues("@ids")} ORDER BY o.priority, o.digest_id, o.id
            """,
            new { ids = JsonSerializer.Serialize(ids) })).ToList();

    /// <summary>Keeps this worker's claims for another lease.</summary>
    public Task RenewAsync(string worker, CancellationToken cancel) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"""
            UPDATE outbox SET lease_until = @lease WHERE {Open} AND worker = @worker AND state = {StateSql.Taken}
            """,
            new { worker, lease = clock.GetUtcNow() + Lease }), cancel);

    /// <summary>Whether an urgent mail waits that nobody has taken. Asked often, so it only reads.</summary>
    public async Task<bool> HasUrgentAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<long?>(
            $"""
            SELECT id FROM outbox WHERE {Open} AND state = {StateSql.Ready} AND priority <= 0 AND due_at <= @now LIMIT 1
            """,
            new { now = clock.GetUtcNow() }) is not null;
    }

    /// <summary>How many mails are due, taken or not.</summary>
    /// <param name="only">Only this subscriber's.</param>
    public async Task<int> CountDueAsync(long? only, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<int>(
            $"SELECT count(*) FROM outbox WHERE {Open} AND due_at <= @now AND {Theirs}",
            new { now = clock.GetUtcNow(), only });
    }

    /// <summary>When the next lease of another worker ends; null where no other worker holds mail.</summary>
    public async Task<DateTimeOffset?> NextLeaseAsync(string worker, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<DateTimeOffset?>(
            $"""
            SELECT lease_until FROM outbox WHERE {Open} AND state = {StateSql.Taken} AND worker <> @worker
            ORDER BY lease_until LIMIT 1
            """,
            new { worker });
    }
}

/// <summary>What a claim took, and how many rows it ended unsent.</summary>
internal sealed record Claim(IReadOnlyList<OutboxItem> Items, int Expired, int Suppressed);
