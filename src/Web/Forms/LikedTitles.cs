using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Topics;

namespace DigestMailer.Web.Forms;

/// <summary>The papers that a reader liked, as their own page shows them.</summary>
internal sealed class LikedTitles(PaperStore papers)
{
    /// <summary>Titles, or what the reader wrote of papers that no source lists.</summary>
    public async Task<string[]> TitlesAsync(TopicSet topics, CancellationToken cancel)
    {
        var titles = new List<string>();
        foreach (var key in topics.More)
        {
            var title = (await papers.FindNamedAsync(key, cancel))?.Title
                ?? (PaperKey.IsTitle(key) ? key["title:".Length..] : key);
            titles.Add(PlainText.Line(title));
        }

        return [.. titles];
    }
}
