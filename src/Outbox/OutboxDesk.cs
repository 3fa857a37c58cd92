using Dapper;
using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Outbox;

/// <summary>
/// Where the operator looks into the outbox and settles what the program leaves to them. A row in a worker's hands is
/// never touched.
/// </summary>
internal sealed class OutboxDesk(Database database, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    private const string Rows =
        """
        SELECT o.id, p.email AS "to", o.kind, o.state, o.slot, o.due_at, o.expires_at, o.attempts, o.relay, o.reply
        FROM outbox o JOIN subscribers p ON p.id = o.subscriber_id
        """;

    /// <summary>The latest rows first.</summary>
    /// <param name="states">None means every state.</param>
    /// <param name="email">Only this subscriber's; null means everyone's.</param>
    public async Task<IReadOnlyList<OutboxRow>> ListAsync(IReadOnlyCollection<string> states, string? email, int most,
        CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var only = (states.Count > 0 ? " AND o.state IN @states" : "") + (email is null ? "" : " AND p.email = @email");
        return (await connection.QueryAsync<OutboxRow>($"{Rows} WHERE 1 = 1{only} ORDER BY o.id DESC LIMIT @most",
            new { states, email, most })).ToList();
    }

    /// <summary>How many mails are in each state, those among them that are only counted by now.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<(string State, long Rows)>(
            """
            SELECT state, CAST(sum(mails) AS BIGINT) FROM (
                SELECT state, count(*) AS mails FROM outbox GROUP BY state UNION ALL SELECT state, sum(mails) FROM mail_days GROUP BY state) AS parts
            GROUP BY state ORDER BY state
            """)).ToDictionary(row => row.State, row => row.Rows);
    }

    /// <summary>A row with its attempts, the first first; null where there is none.</summary>
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
        return (row, attempts.Count == 0 && row.State == "Accepted" ? [OnlyAttempt(row)] : attempts);
    }

    /// <summary>What was taken at once, or whose attempts have been forgotten, is known by its row alone.</summary>
    private static Attempt OnlyAttempt(OutboxRow row)
    {
        var outcome = new Outcome(OutcomeKind.Accepted, row.Reply ?? "");
        return new()
        {
            At = row.DueAt,
            Relay = row.Relay,
            Outcome = row.State,
            Code = outcome.Code,
            Enhanced = outcome.Enhanced,
            Text = outcome.Reply
        };
    }

    /// <summary>
    /// Lets a mail go out with the next run, whatever held or ended it; the slot's own end counts from now.
    /// </summary>
    /// <returns>Null when done, else why not.</returns>
    public Task<string?> RetryAsync(long id, CancellationToken cancel) => database.WriteAsync(async transaction =>
    {
        var row = await LoadAsync(transaction, id);
        if (row is null or { State: "Accepted" or "Taken" })
        {
            return WhyNot(id, row);
        }

        var ended = row.State is not ("Ready" or "InDoubt");
        if (ended && row.DigestId is not null && !await TakeBackHistoryAsync(transaction, row))
        {
            return $"{id} is {row.State}, and what its papers were is decided anew since; they come in a later digest.";
        }

        var now = clock.GetUtcNow();
        await transaction.ExecuteAsync(
            "UPDATE outbox SET state = 'Ready', due_at = @now, expires_at = CASE WHEN expires_at > @until THEN expires_at ELSE @until END, done_at = NULL WHERE id = @id",
            new { id, now, until = now + options.Value.GiveUpAfter });
        return null;
    }, cancel);

    /// <summary>Ends a mail unsent. A mail in doubt counts as sent, for its papers come once.</summary>
    /// <returns>Null when done, else why not.</returns>
    public Task<string?> CancelAsync(long id, CancellationToken cancel) => database.WriteAsync(async transaction =>
    {
        var row = await LoadAsync(transaction, id);
        if (row is not { State: "Ready" or "InDoubt" })
        {
            return WhyNot(id, row);
        }

        await OutboxStore.EndAsync(transaction, "Cancelled", [id], clock.GetUtcNow());
        return null;
    }, cancel);

    private static Task<DeskRow?> LoadAsync(Transaction transaction, long id) =>
        transaction.QuerySingleOrDefaultAsync<DeskRow?>(
        "SELECT id, subscriber_id, digest_id, state FROM outbox WHERE id = @id", new { id });

    private static string WhyNot(long id, DeskRow? row) => row?.State switch
    {
        null => $"There is no mail {id} in the outbox.",
        "Taken" => $"{id} is being sent; try again in a minute.",
        "Accepted" => $"{id} was accepted by the relay; it is not sent twice.",
        _ => $"{id} is {row.State} already.",
    };

    /// <summary>
    /// Makes the digest the head of its reader's history again, where no other has been planned since.
    /// </summary>
    private static async Task<bool> TakeBackHistoryAsync(Transaction transaction, DeskRow row) =>
        await transaction.ExecuteAsync(
        """
        UPDATE subscriptions SET last_digest_id = @DigestId, chosen_at = (SELECT d.created_at FROM digests d WHERE d.id = @DigestId)
        WHERE subscriber_id = @SubscriberId
            AND (last_digest_id = @DigestId OR last_digest_id IS NOT DISTINCT FROM (SELECT d.previous_id FROM digests d WHERE d.id = @DigestId))
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subscriber_id = @SubscriberId AND o.digest_id IS NOT NULL AND o.state IN ('Ready', 'Taken', 'InDoubt'))
        """,
        row) > 0;

    private sealed record DeskRow
    {
        public long Id { get; init; }

        public long SubscriberId { get; init; }

        public long? DigestId { get; init; }

        public string State { get; init; } = "";
    }
}
