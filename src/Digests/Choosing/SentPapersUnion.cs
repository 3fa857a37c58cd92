using DigestMailer.Papers.Merging;
using DigestMailer.Storage;

namespace DigestMailer.Digests.Choosing;

/// <summary>
/// What was sent of a paper stays sent when it turns out to be another one too, so that nobody gets it again. A digest
/// that had both has it once, at the better rank.
/// </summary>
internal sealed class SentPapersUnion : IPaperUnion
{
    public Task UniteAsync(Transaction transaction, long kept, long gone) => transaction.ExecuteAsync(
        """
        DELETE FROM digest_papers WHERE paper_id IN (@kept, @gone) AND EXISTS (
            SELECT 1 FROM digest_papers AS d
            WHERE d.digest_id = digest_papers.digest_id AND d.paper_id IN (@kept, @gone)
                AND d.rank < digest_papers.rank);
        UPDATE digest_papers SET paper_id = @kept WHERE paper_id = @gone;
        """, new { kept, gone });
}
