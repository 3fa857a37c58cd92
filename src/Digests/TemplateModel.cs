using System.Globalization;
using DigestMailer.Papers;
using DigestMailer.Subscribers;
using Scriban.Runtime;

namespace DigestMailer.Digests;

/// <summary>What the templates may show, as templates/README.md lists it; text of strangers is cleaned and links are http or https here.</summary>
internal static class TemplateModel
{
    private const int AbstractLength = 320;
    private const int TitleLength = 300;
    private const int NameLength = 100;
    private const int NamedAuthors = 3;

    public static ScriptObject Site(SiteOptions site)
    {
        var palette = Palette.Of(site.Accent);
        return new()
        {
            ["name"] = PlainText.Line(site.Name),
            ["url"] = PlainText.Link(site.BaseUrl) ?? "",
            ["postal_address"] = PlainText.Line(site.PostalAddress),
            ["accent"] = palette.Light,
            ["accent_dark"] = palette.Dark,
        };
    }

    /// <summary>The links that are a person's own, as holes.</summary>
    public static ScriptObject Recipient() => new()
    {
        ["email"] = Stencil.Hole("email"),
        ["unsubscribe_url"] = Stencil.Hole("unsubscribe"),
        ["preferences_url"] = Stencil.Hole("preferences"),
    };

    public static ScriptObject Digest(DigestContent content, int shown) => new()
    {
        ["kind"] = content.Kind == DigestKind.Alert ? "alert" : "digest",
        ["subject"] = Subject.Of(content),
        ["date"] = content.Slot.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture),
        ["count"] = shown,
        ["matched"] = Math.Max(content.Matched, content.Papers.Count),
        ["more"] = Math.Max(content.Matched, content.Papers.Count) - shown,
        ["topics"] = content.Topics.Select(Name).Where(topic => topic.Length > 0).ToArray(),
        ["preheader"] = PlainText.Cut(string.Join(" · ", content.Papers.Take(shown).Select(chosen => PlainText.Cut(PlainText.Line(chosen.Paper.Title), 60))), 150),
    };

    /// <summary>A paper in the list of a digest, with the hole where its card goes.</summary>
    public static ScriptObject Entry(ChosenPaper chosen, int index) => new()
    {
        ["number"] = index + 1,
        ["title"] = PlainText.Cut(PlainText.Line(chosen.Paper.Title), TitleLength),
        ["url"] = PlainText.Link(chosen.Paper.Url),
        ["card"] = new Raw(Stencil.Hole($"card{index}")),
    };

    /// <summary>A paper as its card shows it; its number is a hole, since the same card stands in many digests.</summary>
    public static ScriptObject Card(ChosenPaper chosen)
    {
        var paper = chosen.Paper;
        return new()
        {
            ["number"] = Stencil.Hole("number"),
            ["title"] = PlainText.Cut(PlainText.Line(paper.Title), TitleLength) is { Length: > 0 } title ? title : "Untitled",
            ["url"] = PlainText.Link(paper.Url),
            ["abstract"] = PlainText.Opening(PlainText.Line(paper.Abstract), AbstractLength),
            ["authors"] = Authors([.. paper.Authors.Select(Name).Where(name => name.Length > 0)]),
            ["organization"] = Name(paper.Organization),
            ["categories"] = paper.Categories.Select(Name).Take(4).ToArray(),
            ["published"] = paper.Published?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "",
            ["votes"] = paper.Votes,
            ["comments"] = paper.Comments,
            ["stars"] = paper.Stars,
            ["because"] = new ScriptObject
            {
                ["topic"] = Name(chosen.Because.Topic),
                ["words"] = chosen.Because.Words.Select(Name).Where(word => word.Length > 0).Take(5).ToArray(),
            },
            ["links"] = Links(paper),
        };
    }

    private static string Name(string? name) => PlainText.Cut(PlainText.Line(name), NameLength);

    private static string Authors(string[] names) => names.Length <= NamedAuthors + 1
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(NamedAuthors))} and {names.Length - NamedAuthors} more";

    private static ScriptObject[] Links(Paper paper) =>
        [.. new (string Label, string? Url)[]
            {
                ("Abstract", paper.Url), ("PDF", paper.PdfUrl), ("HTML", paper.HtmlUrl), ("Code", paper.CodeUrl),
                ("Project", paper.ProjectUrl), ("Discussion", paper.DiscussionUrl),
            }
            .Select(link => (link.Label, Url: PlainText.Link(link.Url)))
            .Where(link => link.Url is not null)
            .DistinctBy(link => link.Url)
            .Select(link => new ScriptObject { ["label"] = link.Label, ["url"] = link.Url })];
}
