using System.Text.Json;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Outbox;

/// <summary>
/// The outbox: rows are claimed with a lease, and what became of each is committed before its connection takes the
/// next. Unsubscribed, suppressed and expired rows end here, at the moment of claiming.
/// </summary>
internal sealed class OutboxStore(Database database, TimeProvider clock)
{
    /// <summary>
    /// How long a claim holds without being renewed; what a killed process had taken is taken over after it.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    // What the rows of the index of open rows have in common, in the words of either database.
    private const string Open = "done_at IS NULL AND state IN ('Ready', 'Taken')";

    // A lease that ends later than any could was given by a clock that has since been set back; our own rows are in our
    // hands.
    private const string ToBeTaken =
        $"""
        {Open} AND ((state = 'Ready' AND due_at <= @now)
            OR (state = 'Taken' AND worker <> @worker AND @steady = 1 AND (lease_until <= @now OR lease_until > @far)))
        """;

    private readonly SteadyClock steady = new(clock, Lease);

    /// <summary>Takes up to <paramref name="count"/> due rows, the urgent ones first.</summary>
    /// <param name="only">Only this subscriber's.</param>
    /// <param name="urgent">Only urgent ones.</param>
    public Task<Claim> ClaimAsync(string worker, int count, long? only, CancellationToken cancel,
        bool urgent = false) => database.WriteAsync(async transaction =>
    {
        var now = clock.GetUtcNow();
        // A clock that was just set makes living leases look over: they are left until their workers had time to renew
        // them.
        var mine =
            new
            {
                worker,
                now,
                far = now + (2 * Lease),
                steady = steady.IsSteady() ? 1 : 0,
                lease = now + Lease,
                count,
                only,
                last = urgent ? 0 : int.MaxValue
            };
        var taken = await LoadAsync(transaction, await TakeAsync(transaction, mine));
        var good = taken.Where(item => !item.Unwanted && item.ExpiresAt > now).ToList();
        var expired = await EndAsync(transaction, "Expired", Ids(item => item.ExpiresAt <= now), now);
        var suppressed =
            await EndAsync(transaction, "Suppressed", Ids(item => item.Unwanted && item.ExpiresAt > now), now);
        var shared = good.CountBy(item => item.DigestId ?? 0).ToDictionary();
        return new Claim(good.ConvertAll(item => item with { Alone = shared[item.DigestId ?? 0] == 1 }), expired,
            suppressed);

        List<long> Ids(Func<OutboxItem, bool> which) => [.. taken.Where(which).Select(item => item.Id)];
    }, cancel);

    private async Task<List<long>> TakeAsync(Transaction transaction, object mine) =>
        (await transaction.QueryAsync<long>(
            $"""
            UPDATE outbox SET state = 'Taken', worker = @worker, lease_until = @lease, attempts = attempts + 1
            WHERE id IN (
                SELECT id FROM outbox WHERE {ToBeTaken} AND priority <= @last AND (CAST(@only AS BIGINT) IS NULL OR subscriber_id = @only)
                ORDER BY priority, due_at, id LIMIT @count {database.Dialect.SkipLocked})
            RETURNING id
            """,
            mine)).ToList();

    /// <summary>
    /// Ends rows unsent; their readers' history goes back to the digest before, so that the papers have their chance
    /// again. Where an attempt is in doubt the mail may have arrived, and history stays: a paper comes once.
    /// </summary>
    public static async Task<int> EndAsync(Transaction transaction, string state, IReadOnlyCollection<long> ids,
        DateTimeOffset now)
    {
        if (ids.Count == 0)
        {
            return 0;
        }

        await transaction.ExecuteAsync(
            """
            UPDATE subscriptions SET chosen_at = (SELECT d.window_from FROM digests d WHERE d.id = subscriptions.last_digest_id),
                last_digest_id = (SELECT d.previous_id FROM digests d WHERE d.id = subscriptions.last_digest_id)
            WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.id IN @ids AND o.subscriber_id = subscriptions.subscriber_id AND o.digest_id = subscriptions.last_digest_id
                AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.outbox_id = o.id AND a.outcome = 'InDoubt'));
            UPDATE outbox SET state = @state, attempts = CASE WHEN state = 'Taken' THEN attempts - 1 ELSE attempts END, done_at = @now, worker = NULL, lease_until = NULL WHERE id IN @ids;
            """,
            new { ids, state, now });
        return ids.Count;
    }

    private async Task<List<OutboxItem>> LoadAsync(Transaction transaction, List<long> ids) => ids.Count == 0 ? [] :
        (await transaction.QueryAsync<OutboxItem>(
            $"""
            SELECT o.id, o.subscriber_id, o.kind, p.email, p.name, p.language, s.format, s.thumbnails, s.zone, o.slot, o.digest_id, o.attempts, o.expires_at,
                CASE WHEN s.state <> CASE o.kind WHEN 'Confirm' THEN CASE s.state WHEN 'Confirmed' THEN 'Confirmed' ELSE 'Pending' END WHEN 'Goodbye' THEN 'Unsubscribed' ELSE 'Confirmed' END
                    OR EXISTS (SELECT 1 FROM suppressions x WHERE x.address_hash = p.address_hash) THEN 1 ELSE 0 END AS unwanted
            FROM outbox o JOIN subscribers p ON p.id = o.subscriber_id JOIN subscriptions s ON s.subscriber_id = p.id
            WHERE o.id IN {database.Dialect.JsonValues("@ids")} ORDER BY o.priority, o.digest_id, o.id
            """,
            new { ids = JsonSerializer.Serialize(ids) })).ToList();

    /// <summary>Whether an urgent mail waits that nobody has taken; asked often, so it only reads.</summary>
    public async Task<bool> HasUrgentAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<long?>(
            $"SELECT id FROM outbox WHERE {Open} AND state = 'Ready' AND priority <= 0 AND due_at <= @now LIMIT 1",
            new { now = clock.GetUtcNow() }) is not null;
    }

    /// <summary>How many mails are due, taken or not.</summary>
    public async Task<int> CountDueAsync(long? only, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<int>(
            $"SELECT count(*) FROM outbox WHERE {Open} AND due_at <= @now AND (CAST(@only AS BIGINT) IS NULL OR subscriber_id = @only)", new { now = clock.GetUtcNow(), only });
    }

    /// <summary>Commits what became of some rows and keeps each attempt, in one transaction.</summary>
    /// <param name="holdInDoubt">Leave rows in doubt to the operator instead of sending them again.</param>
    public Task RecordAsync(string worker, IReadOnlyCollection<(OutboxItem Item, Outcome Outcome)> ended,
        bool holdInDoubt, CancellationToken cancel) => database.WriteAsync(async transaction =>
    {
        var now = clock.GetUtcNow();
        await AcceptAsync(transaction, ended, now);
        if (ended.Where(end => IsWorthKeeping(end.Item, end.Outcome)).ToList() is { Count: > 0 } attempts)
        {
            await AddAttemptsAsync(transaction, attempts, now);
        }

        foreach (var (item, outcome) in ended.Where(end => end.Outcome.Kind != OutcomeKind.Accepted))
        {
            await EndAttemptAsync(transaction, worker, item, outcome, After(item, outcome, holdInDoubt, now), now);
        }

        foreach (var relay in ended.Where(
            end => end.Outcome is { Relay: not null, Kind: OutcomeKind.Accepted or OutcomeKind.InDoubt })
            .GroupBy(end => end.Outcome.Relay))
        {
            await transaction.ExecuteAsync(
                """
                INSERT INTO relay_days(relay, day, mails) VALUES (@relay, @day, @mails)
                ON CONFLICT (relay, day) DO UPDATE SET mails = relay_days.mails + excluded.mails
                """,
                new { relay = relay.Key, day = DateOnly.FromDateTime(now.UtcDateTime), mails = relay.Count() });
        }
    }, cancel);

    /// <summary>A mail taken at once has all there is to say of it in its own row, as nearly all do.</summary>
    private static bool IsWorthKeeping(OutboxItem item, Outcome outcome) =>
        WasTried(outcome) && (outcome.Kind != OutcomeKind.Accepted || item.Attempts > 1);

    /// <summary>
    /// In one statement; a reader removed meanwhile has no row left that an attempt could stand beside.
    /// </summary>
    private Task<int> AddAttemptsAsync(Transaction transaction, IEnumerable<(OutboxItem Item, Outcome Outcome)> ended,
        DateTimeOffset now) => transaction.ExecuteAsync(
        $"""
        INSERT INTO attempts(outbox_id, at, relay, outcome, code, enhanced, text)
        SELECT o.id, @now, value->>'Relay', value->>'Kind', CAST(value->>'Code' AS INTEGER), value->>'Enhanced', value->>'Reply'
        FROM {database.Dialect.JsonRows("@rows")} AS r JOIN outbox o ON o.id = CAST(value->>'Id' AS BIGINT)
        """,
        new { now, rows = Rows(ended) });

    /// <summary>
    /// That a relay has accepted a mail is so whoever says it, also where another worker took the row over meanwhile.
    /// One statement for all where the server is asked over a line; on SQLite one that is prepared once and run for
    /// each, which costs half as much as reading the rows from JSON.
    /// </summary>
    private Task<int> AcceptAsync(Transaction transaction, IEnumerable<(OutboxItem Item, Outcome Outcome)> ended,
        DateTimeOffset now)
    {
        var accepted = ended.Where(end => end.Outcome.Kind == OutcomeKind.Accepted);
        return database.Dialect == Dialect.Sqlite
            ? transaction.ExecuteAsync(
                "UPDATE outbox SET state = 'Accepted', due_at = @now, relay = @Relay, reply = @Reply, done_at = @now, worker = NULL, lease_until = NULL WHERE id = @Id",
                accepted.Select(end => new { now, end.Outcome.Relay, end.Outcome.Reply, end.Item.Id }))
            : transaction.ExecuteAsync(
                $"""
                UPDATE outbox SET state = 'Accepted', due_at = @now, relay = value->>'Relay', reply = value->>'Reply', done_at = @now, worker = NULL, lease_until = NULL
                FROM {database.Dialect.JsonRows("@rows")} AS r WHERE outbox.id = CAST(value->>'Id' AS BIGINT)
                """,
                new { now, rows = Rows(accepted) });
    }

    private static string Rows(IEnumerable<(OutboxItem Item, Outcome Outcome)> ended) =>
        JsonSerializer.Serialize(ended.Select(end => new
        {
            end.Item.Id,
            end.Outcome.Relay,
            Kind = end.Outcome.Kind.ToString(),
            end.Outcome.Code,
            end.Outcome.Enhanced,
            end.Outcome.Reply,
        }));

    private static bool WasTried(Outcome outcome) => outcome.Kind is not (OutcomeKind.NotTried or OutcomeKind.Held);

    /// <summary>Who took the row over meanwhile decides about it.</summary>
    private static async Task EndAttemptAsync(Transaction transaction, string worker, OutboxItem item,
        Outcome outcome, (string State, DateTimeOffset Due) after, DateTimeOffset now)
    {
        var ours = await transaction.ExecuteAsync(
            """
            UPDATE outbox SET state = @State, due_at = @Due, reply = @Reply, done_at = @done, worker = NULL, lease_until = NULL, attempts = attempts - @untried
            WHERE id = @Id AND worker = @worker AND state = 'Taken'
            """,
            new
            {
                worker,
                after.State,
                after.Due,
                outcome.Reply,
                done = after.State == "Ready" ? (DateTimeOffset?)null : now,
                untried = WasTried(outcome) ? 0 : 1,
                item.Id
            }) > 0;
        if (ours && after.State == "Rejected")
        {
            await EndAsync(transaction, after.State, [item.Id], now);
        }
    }

    private static (string State, DateTimeOffset Due) After(OutboxItem item, Outcome outcome, bool holdInDoubt,
        DateTimeOffset now) => outcome.Kind switch
        {
            OutcomeKind.Accepted => ("Accepted", now),
            OutcomeKind.Rejected => ("Rejected", now),
            OutcomeKind.InDoubt when holdInDoubt => ("InDoubt", now),
            OutcomeKind.NotTried => ("Ready", now),
            OutcomeKind.Held => ("Ready", outcome.Until ?? now),
            _ => ("Ready", now + Backoff.After(item.Attempts, Jitter(item.Id, item.Attempts))),
        };

    /// <summary>0 to 1, evenly over the rows of a batch, and the same when it is asked for again.</summary>
    private static double Jitter(long id, int attempts) =>
        unchecked((uint)((id * 2654435761) ^ (attempts * 40503))) / (double)uint.MaxValue;

    /// <summary>Keeps this worker's claims for another lease.</summary>
    public Task RenewAsync(string worker, CancellationToken cancel) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
        $"UPDATE outbox SET lease_until = @lease WHERE {Open} AND worker = @worker AND state = 'Taken'",
        new { worker, lease = clock.GetUtcNow() + Lease }), cancel);

    /// <summary>How many mails each relay took, or may have, on a day (UTC).</summary>
    public async Task<IReadOnlyDictionary<string, long>> TakenByRelaysAsync(DateOnly day, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<(string Relay, long Mails)>(
            "SELECT relay, mails FROM relay_days WHERE day = @day", new { day }))
            .ToDictionary(row => row.Relay, row => row.Mails);
    }

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
            $"SELECT lease_until FROM outbox WHERE {Open} AND state = 'Taken' AND worker <> @worker ORDER BY lease_until LIMIT 1", new { worker });
    }
}

/// <summary>What a claim took, and what it ended unsent.</summary>
internal sealed record Claim(IReadOnlyList<OutboxItem> Items, int Expired, int Suppressed);
