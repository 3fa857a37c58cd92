using DigestMailer.Storage;

namespace DigestMailer.Outbox;

/// <summary>
/// Ends mail unsent. Its readers' history goes back to the digest before, so that its papers have their chance again.
/// Where an attempt is in doubt the mail may have arrived, and the history stays: a paper comes once.
/// </summary>
internal static class UnsentMail
{
    /// <param name="from">The state that the rows are in.</param>
    /// <param name="happened">Why they end.</param>
    /// <returns>How many rows ended.</returns>
    public static async Task<int> EndAsync(Transaction transaction, MailState from, MailEvent happened,
        IReadOnlyCollection<long> ids, DateTimeOffset now)
    {
        var state = MailLife.Next(from, happened)
            ?? throw new InvalidOperationException($"{happened} cannot happen to a mail that is {from}.");
        if (ids.Count == 0)
        {
            return 0;
        }

        await TakeBackHistoryAsync(transaction, ids);
        await transaction.ExecuteAsync(
            $"""
            UPDATE outbox SET state = @state, done_at = @now, worker = NULL, lease_until = NULL,
                attempts = CASE WHEN state = {StateSql.Taken} THEN attempts - 1 ELSE attempts END
            WHERE id IN @ids
            """,
            new { ids, state = state.ToString(), now });
        return ids.Count;
    }

    /// <summary>Takes the digests of these rows out of their history, where they are its head.</summary>
    public static Task TakeBackHistoryAsync(Transaction transaction, IReadOnlyCollection<long> ids) =>
        transaction.ExecuteAsync(
            $"""
            UPDATE subscriptions
            SET chosen_at = (SELECT d.window_from FROM digests d WHERE d.id = subscriptions.last_digest_id),
                last_digest_id = (SELECT d.previous_id FROM digests d WHERE d.id = subscriptions.last_digest_id)
            WHERE EXISTS (
                SELECT 1 FROM outbox o WHERE o.id IN @ids AND o.subscriber_id = subscriptions.subscriber_id
                    AND o.digest_id = subscriptions.last_digest_id
                    AND NOT EXISTS (
                        SELECT 1 FROM attempts a WHERE a.outbox_id = o.id AND a.outcome = {StateSql.InDoubt}))
            """,
            new { ids });
}
