using System.Data.Common;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Delivery;

/// <summary>
/// The outbox: rows are claimed with a lease, and what became of each is committed before its connection takes the next.
/// Unsubscribed, suppressed and expired rows end here, at the moment of claiming.
/// </summary>
internal sealed class Outbox(Database database, TimeProvider clock)
{
    /// <summary>How long a claim holds without being renewed; what a killed process had taken is taken over after it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    // A lease that ends later than any could was given by a clock that has since been set back.
    // The first term is the condition of the index, said again so that SQLite uses it.
    private const string Open = "state IN ('Ready', 'Taken') AND ((state = 'Ready' AND due_at <= @now) OR (state = 'Taken' AND (lease_until <= @now OR lease_until > @far)))";

    /// <summary>Takes up to <paramref name="count"/> due rows, the urgent ones first.</summary>
    /// <param name="only">Only this subscriber's.</param>
    public Task<Claim> ClaimAsync(string worker, int count, long? only, CancellationToken cancel) => database.WriteAsync(async transaction =>
    {
        var now = clock.GetUtcNow();
        var expired = await EndAsync(transaction, "Expired", await ExpiredAsync(transaction, now), now);
        var taken = await TakeAsync(transaction, worker, count, only, now);
        var suppressed = await EndAsync(transaction, "Suppressed", await UnwantedAsync(transaction, taken), now);
        return new Claim(await LoadAsync(transaction, taken), expired, suppressed);
    }, cancel);

    private static async Task<List<long>> ExpiredAsync(DbTransaction transaction, DateTimeOffset now) => (await transaction.Connection!.QueryAsync<long>(
        $"SELECT id FROM outbox WHERE {Open} AND expires_at <= @now LIMIT 1000", new { now, far = now + (2 * Lease) }, transaction)).ToList();

    private static async Task<List<long>> UnwantedAsync(DbTransaction transaction, List<long> ids) => (await transaction.Connection!.QueryAsync<long>(
        """
        SELECT o.id FROM outbox o JOIN subscribers p ON p.id = o.subscriber_id JOIN subscriptions s ON s.subscriber_id = p.id
        WHERE o.id IN @ids AND (s.state <> 'Confirmed' OR EXISTS (SELECT 1 FROM suppressions x WHERE x.address_hash = p.address_hash))
        """,
        new { ids }, transaction)).ToList();

    private async Task<List<long>> TakeAsync(DbTransaction transaction, string worker, int count, long? only, DateTimeOffset now) =>
        (await transaction.Connection!.QueryAsync<long>(
            $"""
            UPDATE outbox SET state = 'Taken', worker = @worker, lease_until = @lease, attempts = attempts + 1
            WHERE id IN (
                SELECT id FROM outbox WHERE {Open} AND (CAST(@only AS BIGINT) IS NULL OR subscriber_id = @only)
                ORDER BY priority, due_at, id LIMIT @count {database.Dialect.SkipLocked})
            RETURNING id
            """,
            new { worker, lease = now + Lease, now, far = now + (2 * Lease), count, only }, transaction)).ToList();

    /// <summary>Ends rows unsent; their readers' history goes back to the digest before, so that the papers have their chance again.</summary>
    private static async Task<int> EndAsync(DbTransaction transaction, string state, List<long> ids, DateTimeOffset now)
    {
        if (ids.Count == 0)
        {
            return 0;
        }

        await transaction.Connection!.ExecuteAsync(
            """
            UPDATE subscriptions SET last_digest_id = (SELECT d.previous_id FROM digests d WHERE d.id = subscriptions.last_digest_id)
            WHERE subscriber_id IN (SELECT o.subscriber_id FROM outbox o WHERE o.id IN @ids)
                AND last_digest_id IN (SELECT o.digest_id FROM outbox o WHERE o.id IN @ids AND o.subscriber_id = subscriptions.subscriber_id);
            UPDATE outbox SET state = @state, done_at = @now, worker = NULL, lease_until = NULL WHERE id IN @ids;
            """,
            new { ids, state, now }, transaction);
        return ids.Count;
    }

    private static async Task<List<OutboxItem>> LoadAsync(DbTransaction transaction, List<long> ids) => ids.Count == 0 ? [] :
        (await transaction.Connection!.QueryAsync<OutboxItem>(
            """
            SELECT o.id, o.subscriber_id, p.email, p.name, s.format, o.slot, o.digest_id, o.attempts, o.expires_at
            FROM outbox o JOIN subscribers p ON p.id = o.subscriber_id JOIN subscriptions s ON s.subscriber_id = p.id
            WHERE o.id IN @ids AND o.state = 'Taken' ORDER BY o.digest_id, o.id
            """,
            new { ids }, transaction)).ToList();

    /// <summary>Commits what became of some rows, in one transaction.</summary>
    /// <param name="holdInDoubt">Leave rows in doubt to the operator instead of sending them again.</param>
    public Task RecordAsync(IReadOnlyCollection<(OutboxItem Item, Outcome Outcome)> ended, bool holdInDoubt, CancellationToken cancel) => database.WriteAsync(async transaction =>
    {
        var now = clock.GetUtcNow();
        foreach (var (item, outcome) in ended)
        {
            var (state, due) = After(item, outcome, holdInDoubt, now);
            if (state == "Rejected")
            {
                await EndAsync(transaction, state, [item.Id], now);
            }

            await transaction.Connection!.ExecuteAsync(
                """
                UPDATE outbox SET state = @state, due_at = @due, reply = @Reply, done_at = @done, worker = NULL, lease_until = NULL,
                    attempts = attempts - @untried
                WHERE id = @Id
                """,
                new { state, due, outcome.Reply, done = state == "Ready" ? (DateTimeOffset?)null : now, untried = outcome.Kind == OutcomeKind.NotTried ? 1 : 0, item.Id }, transaction);
        }
    }, cancel);

    private static (string State, DateTimeOffset Due) After(OutboxItem item, Outcome outcome, bool holdInDoubt, DateTimeOffset now) => outcome.Kind switch
    {
        OutcomeKind.Accepted => ("Accepted", now),
        OutcomeKind.Rejected => ("Rejected", now),
        OutcomeKind.InDoubt when holdInDoubt => ("InDoubt", now),
        OutcomeKind.NotTried => ("Ready", now),
        _ => ("Ready", now + Backoff.After(item.Attempts, Random.Shared.NextDouble())),
    };

    /// <summary>Keeps this worker's claims for another lease.</summary>
    public Task RenewAsync(string worker, CancellationToken cancel) => database.WriteAsync(transaction => transaction.Connection!.ExecuteAsync(
        "UPDATE outbox SET lease_until = @lease WHERE worker = @worker AND state = 'Taken'", new { worker, lease = clock.GetUtcNow() + Lease }, transaction), cancel);

    /// <summary>How many papers each address was sent in all.</summary>
    public async Task<IReadOnlyDictionary<string, int>> PapersSentAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<(string Email, int Papers)>(
            """
            SELECT p.email, count(*) FROM outbox o JOIN subscribers p ON p.id = o.subscriber_id JOIN digest_papers d ON d.digest_id = o.digest_id
            WHERE o.state = 'Accepted' GROUP BY p.email
            """)).ToDictionary(row => row.Email, row => row.Papers);
    }

    /// <summary>When the next lease of another worker ends, or null where none holds due mail.</summary>
    public async Task<DateTimeOffset?> NextLeaseAsync(string worker, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<DateTimeOffset?>(
            "SELECT lease_until FROM outbox WHERE state = 'Taken' AND worker <> @worker ORDER BY lease_until LIMIT 1", new { worker });
    }
}

/// <summary>What a claim took, and what it ended unsent.</summary>
internal sealed record Claim(IReadOnlyList<OutboxItem> Items, int Expired, int Suppressed);
