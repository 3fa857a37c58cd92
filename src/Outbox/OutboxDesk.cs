using Dapper;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;
using Microsoft.Extensions.Options;

namespace DigestMailer.Outbox;

/// <summary>
/// Shows the operator the outbox and settles what the program leaves to them. It never touches a row in a worker's
/// hands.
/// </summary>
internal sealed class OutboxDesk(Database database, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    private const string Rows =
        $"""
        SELECT o.id, {OutboxItem.To} AS "to", {OutboxItem.KindOf} AS kind, o.state, o.slot, o.due_at, o.expires_at,
            o.attempts, o.relay, o.reply
        FROM outbox o JOIN subscribers p ON p.id = o.subscriber_id {OutboxItem.Changes}
        """;

    private static readonly string Theirs =
        $" AND o.subscriber_id IN (SELECT x.id FROM subscribers p JOIN subscribers x "
        + "ON x.id = p.id OR x.reader_id = p.id WHERE p.email = @email)";

    /// <summary>The latest rows first.</summary>
    /// <param name="states">None means every state.</param>
    /// <param name="email">Only this subscriber's; null means everyone's.</param>
    public async Task<IReadOnlyList<OutboxRow>> ListAsync(IReadOnlyCollection<MailState> states, string? email,
        int most,
        CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var only = (states.Count > 0 ? " AND o.state IN @states" : "") + (email is null ? "" : Theirs);
        return (await connection.QueryAsync<OutboxRow>($"{Rows} WHERE 1 = 1{only} ORDER BY o.id DESC LIMIT @most",
            new { states = states.Select(state => state.ToString()).ToList(), email, most })).ToList();
    }

    /// <summary>How many mails are in each state, those included that are only counts by now.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<(string State, long Rows)>(
            """
            SELECT state, CAST(sum(mails) AS BIGINT) FROM (
                SELECT state, count(*) AS mails FROM outbox GROUP BY state
                UNION ALL SELECT state, sum(mails) FROM mail_days GROUP BY state) AS parts
            GROUP BY state ORDER BY state
            """)).ToDictionary(row => row.State, row => row.Rows);
    }

    /// <summary>A row with its attempts, the oldest first; null where there is no such row.</summary>
    public async Task<(OutboxRow Row, IReadOnlyList<Attempt> Attempts)?> FindAsync(long id, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<OutboxRow>($"{Rows} WHERE o.id = @id", new { id });
        if (row is null)
        {
            return null;
        }

        var attempts =
            (await connection.QueryAsync<Attempt>(
                "SELECT at, relay, outcome, code, enhanced, text FROM attempts WHERE outbox_id = @id ORDER BY id",
                new { id })).ToList();
        return (row, attempts.Count == 0 && row.State == MailState.Accepted ? [OnlyAttempt(row)] : attempts);
    }

    /// <summary>A mail accepted at once, or one whose attempts have been deleted, has only its row.</summary>
    private static Attempt OnlyAttempt(OutboxRow row)
    {
        var outcome = new Outcome(OutcomeKind.Accepted, row.Reply ?? "");
        return new()
        {
            At = row.DueAt,
            Relay = row.Relay,
            Outcome = outcome.Kind.ToString(),
            Code = outcome.Code,
            Enhanced = outcome.Enhanced,
            Text = outcome.Reply
        };
    }

    /// <summary>
    /// Lets a mail go out with the next run, whatever held or ended it; it expires GiveUpAfter from now at the
    /// earliest.
    /// </summary>
    /// <returns>Null when done, else why not.</returns>
    public Task<string?> RetryAsync(long id, CancellationToken cancel) => database.WriteAsync(async transaction =>
    {
        var row = await LoadAsync(transaction, id);
        if (row is null || MailLife.Next(row.State, MailEvent.Retried) is not { } state)
        {
            return WhyNot(id, row);
        }

        if (MailLife.HasEnded(row.State) && row.DigestId is not null && !await GiveHistoryBackAsync(transaction, row))
        {
            return $"{id} is {row.State}, and a newer digest was planned since; its papers come in a later digest.";
        }

        var now = clock.GetUtcNow();
        await transaction.ExecuteAsync(
            """
            UPDATE outbox SET state = @state, due_at = @now, done_at = NULL,
                expires_at = CASE WHEN expires_at > @until THEN expires_at ELSE @until END
            WHERE id = @id
            """,
            new { id, state = state.ToString(), now, until = now + options.Value.GiveUpAfter });
        return null;
    }, cancel);

    /// <summary>Ends a mail unsent. A mail in doubt counts as sent, for its papers come once.</summary>
    /// <returns>Null when done, else why not.</returns>
    public Task<string?> CancelAsync(long id, CancellationToken cancel) => database.WriteAsync(async transaction =>
    {
        var row = await LoadAsync(transaction, id);
        if (row is null || MailLife.Next(row.State, MailEvent.Cancelled) is null)
        {
            return WhyNot(id, row);
        }

        await UnsentMail.EndAsync(transaction, row.State, MailEvent.Cancelled, [id], clock.GetUtcNow());
        return null;
    }, cancel);

    private static Task<DeskRow?> LoadAsync(Transaction transaction, long id) =>
        transaction.QuerySingleOrDefaultAsync<DeskRow>(
            "SELECT id, subscriber_id, digest_id, state FROM outbox WHERE id = @id", new { id });

    private static string WhyNot(long id, DeskRow? row) => row?.State switch
    {
        null => $"There is no mail {id} in the outbox.",
        MailState.Taken => $"{id} is being sent; try again in a minute.",
        MailState.Accepted => $"{id} was accepted by the relay; it is not sent twice.",
        { } state => $"{id} is {state} already.",
    };

    /// <summary>
    /// Makes the digest the head of its subscription's history again, if no other was planned since, and no other
    /// digest of its reader has come to hold its papers.
    /// </summary>
    private async Task<bool> GiveHistoryBackAsync(Transaction transaction, DeskRow row)
    {
        await PlanLanes.HoldAsync(database, transaction, PlanLanes.OfSeveral);
        return !await IsHeldByAnotherAsync(transaction, row) && await transaction.ExecuteAsync(
            $"""
            UPDATE subscriptions SET last_digest_id = @DigestId,
                chosen_at = (SELECT d.created_at FROM digests d WHERE d.id = @DigestId)
            WHERE subscriber_id = @SubscriberId
                AND (last_digest_id = @DigestId
                    OR last_digest_id IS NOT DISTINCT FROM (
                        SELECT d.previous_id FROM digests d WHERE d.id = @DigestId))
                AND NOT EXISTS (
                    SELECT 1 FROM outbox o WHERE o.subscriber_id = @SubscriberId
                        AND o.digest_id IS NOT NULL AND o.state IN {StateSql.Waiting})
            """,
            new { row.DigestId, row.SubscriberId }) > 0;
    }

    private static Task<bool> IsHeldByAnotherAsync(Transaction transaction, DeskRow row) =>
        transaction.ExecuteScalarAsync<bool>(
            """
            WITH RECURSIVE chain(id) AS (
                SELECT y.last_digest_id FROM subscriptions s JOIN subscriptions y ON y.reader_id = s.reader_id
                WHERE s.subscriber_id = @SubscriberId AND y.subscriber_id <> s.subscriber_id
                    AND y.last_digest_id IS NOT NULL
                UNION
                SELECT f.digest_id FROM subscriptions s JOIN former_digests f ON f.reader_id = s.reader_id
                WHERE s.subscriber_id = @SubscriberId
                UNION
                SELECT d.previous_id FROM chain c JOIN digests d ON d.id = c.id WHERE d.previous_id IS NOT NULL)
            SELECT EXISTS (
                SELECT 1 FROM digest_papers p JOIN digest_papers g ON g.paper_id = p.paper_id
                WHERE p.digest_id = @DigestId AND g.digest_id IN (SELECT id FROM chain))
            """,
            new { row.DigestId, row.SubscriberId });

    private sealed record DeskRow
    {
        public long Id { get; init; }

        public long SubscriberId { get; init; }

        public long? DigestId { get; init; }

        public MailState State { get; init; }
    }
}
