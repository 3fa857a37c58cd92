using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Web.Reading;
using Scriban.Runtime;

namespace DigestMailer.Web.Forms;

/// <summary>The papers that a reader asked more or less of, as their own page lists them.</summary>
internal sealed class MarkedPapers(PaperStore papers)
{
    /// <summary>
    /// Each with its key, its title, or what the reader wrote of one that no source lists, and the path of its page,
    /// null where it has none.
    /// </summary>
    public async Task<ScriptObject[]> OfAsync(IReadOnlyList<string> keys, CancellationToken cancel)
    {
        var marked = new List<ScriptObject>();
        foreach (var key in keys)
        {
            var paper = await papers.FindNamedAsync(key, cancel);
            marked.Add(new ScriptObject
            {
                ["key"] = key,
                ["title"] =
                    PlainText.Line(paper?.Title ?? (PaperKey.IsTitle(key) ? key["title:".Length..] : key)),
                ["path"] = paper is null ? null : PaperModel.PathOf(paper.Key),
            });
        }

        return [.. marked];
    }
}
