using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Outbox;

/// <summary>Joins what two subscriptions of one person were sent, so that a paper still comes once.</summary>
internal static class SentBefore
{
    // No choice looks further back than the longest rhythm.
    private static readonly TimeSpan Reach = Rhythm.Longest + TimeSpan.FromDays(1);

    /// <summary>
    /// Puts the papers that the mails of <paramref name="from"/> showed into the history of <paramref name="to"/>, as a
    /// digest that nobody is sent: at its head, or next to it where that reader has several.
    /// </summary>
    public static async Task JoinAsync(Transaction transaction, long from, long to, DateTimeOffset now)
    {
        var papers = (await transaction.QueryAsync<long>(
            $"""
            SELECT DISTINCT d.paper_id FROM outbox o JOIN digest_papers d ON d.digest_id = o.digest_id
            WHERE o.subscriber_id IN {ReaderSql.Rows("@from")} AND o.state IN {StateSql.MayHaveArrived}
                AND o.slot >= @since
            """,
            new { from, since = now - Reach })).ToList();
        if (papers.Count == 0)
        {
            return;
        }

        var head = await transaction.ExecuteScalarAsync<long>(
            """
            INSERT INTO digests(kind, topic_set_id, every, slot, previous_id, window_from, matched, created_at)
            SELECT 'Digest', topic_set_id, every, @now, CASE WHEN reader_id IS NULL THEN last_digest_id END, @now, 0,
                @now
            FROM subscriptions
            WHERE subscriber_id = @to
            RETURNING id
            """,
            new { to, now });
        await transaction.ExecuteAsync(
            $$"""
            INSERT INTO digest_papers(digest_id, rank, paper_id, score, because)
            SELECT @head, ROW_NUMBER() OVER (ORDER BY value), value, 0, '{"Topic":"","Words":[]}'
            FROM {{transaction.Dialect.JsonValues("@papers")}} AS papers
            """,
            new { head, papers = System.Text.Json.JsonSerializer.Serialize(papers) });
        await transaction.ExecuteAsync(
            """
            UPDATE subscriptions SET last_digest_id = @head WHERE subscriber_id = @to AND reader_id IS NULL;
            INSERT INTO former_digests(reader_id, digest_id)
            SELECT reader_id, @head FROM subscriptions WHERE subscriber_id = @to AND reader_id IS NOT NULL;
            """,
            new { head, to });
    }
}
