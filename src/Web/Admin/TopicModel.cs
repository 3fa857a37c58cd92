using System.Text.Encodings.Web;
using System.Text.Json;
using DigestMailer.Papers;
using DigestMailer.Topics;
using DigestMailer.Web.Reading;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>Topics, and what a query for one would have found, as the pages show them.</summary>
internal static class TopicModel
{
    /// <summary>Papers in each of the lists.</summary>
    private const int Shown = 20;

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="papers">How many it found.</param>
    public static ScriptObject Line(Topic topic, int papers) => new()
    {
        ["slug"] = topic.Slug,
        ["name"] = topic.Name,
        ["papers"] = papers,
    };

    /// <param name="root">Before the path of each paper's page.</param>
    /// <param name="query">As it would be in the settings.</param>
    /// <param name="found">What it finds, best first.</param>
    /// <param name="before">What the topic as it is finds; null for a new one.</param>
    public static ScriptObject Preview(string root, string query, IReadOnlyList<Paper> found,
        IReadOnlyList<Paper>? before)
    {
        var (now, then) = (Ids(found), Ids(before ?? found));
        return new()
        {
            ["found"] = found.Count,
            ["before"] = then.Count,
            ["is_changed"] = !now.SetEquals(then),
            ["added"] = Titles(root, found.Where(paper => !then.Contains(paper.Id))),
            ["kept"] = Titles(root, found.Where(paper => then.Contains(paper.Id))),
            ["lost"] = Titles(root, (before ?? []).Where(paper => !now.Contains(paper.Id))),
            ["setting"] = $"\"Query\": {JsonSerializer.Serialize(query, Plain)}",
        };
    }

    private static HashSet<long> Ids(IEnumerable<Paper> papers) => [.. papers.Select(paper => paper.Id)];

    private static ScriptObject[] Titles(string root, IEnumerable<Paper> papers) =>
        [.. papers.Take(Shown).Select(paper => new ScriptObject
        {
            ["title"] = paper.Title,
            ["href"] = root + PaperModel.PathOf(paper.Key),
        })];
}
