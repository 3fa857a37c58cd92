using DigestMailer.Papers.Merging;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Summaries;

/// <summary>Two rows turn out to be one work: it has one summary in each language, its own first.</summary>
internal sealed class SummaryUnion : IPaperUnion
{
    public Task UniteAsync(Transaction transaction, long kept, long gone) => transaction.ExecuteAsync(
        """
        DELETE FROM paper_summaries WHERE paper_id = @gone AND EXISTS (
            SELECT 1 FROM paper_summaries AS own
            WHERE own.paper_id = @kept AND own.language = paper_summaries.language);
        UPDATE paper_summaries SET paper_id = @kept WHERE paper_id = @gone;
        """, new { kept, gone });
}
