using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using Scriban.Runtime;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// A paper as its card and its line in the contents show it, in whichever digest it is; its number and the reason
/// for it are holes.
/// </summary>
internal static class CardModel
{
    public const int TitleLength = 220;
    private const int NamedAuthors = 3;

    /// <param name="level">Of the heading: 2, or 3 under the heading of a topic.</param>
    /// <param name="last">Whether no other follows.</param>
    /// <param name="picture">Show its thumbnail, where it has one.</param>
    public static ScriptObject Of(Paper paper, Language language, int level = 2, bool last = false,
        bool picture = false)
    {
        var text = CardText.Of(paper);
        return new()
        {
            ["id"] = paper.Id,
            ["number"] = Hole.Of("number"),
            ["because"] = new Raw(Hole.Of("because")),
            ["last"] = last,
            ["level"] = level,
            ["start"] = language.RightToLeft ? "right" : "left",
            ["end"] = language.RightToLeft ? "left" : "right",
            ["title"] = Title(paper, language, TitleLength),
            ["short_title"] = ShortTitle.Of(Title(paper, language)),
            ["url"] = PlainText.Link(paper.Url),
            ["thumbnail"] = picture ? PlainText.Link(paper.ThumbnailUrl) : null,
            ["abstract"] = text.Text,
            ["summary_by"] = text.MadeBy,
            ["authors"] =
                Authors([.. paper.Authors.Select(TemplateModel.Name).Where(name => name.Length > 0)], language),
            ["facts"] = Facts(paper, language).Where(fact => fact.Length > 0).ToArray(),
            ["organization"] = TemplateModel.Name(paper.Organization),
            ["categories"] = Categories(paper),
            ["published"] = Published(paper, language),
            ["votes"] = paper.Votes,
            ["comments"] = paper.Comments,
            ["stars"] = paper.Stars,
            ["links"] = LinksOf(Best(paper), language),
        };
    }

    public static string Title(Paper paper, Language language, int length = TitleLength) =>
        PlainText.Cut(PlainText.Line(paper.Title), length) is { Length: > 0 } title ? title
            : language.Say("paper.untitled");

    private static string Authors(string[] names, Language language)
    {
        return names.Length <= NamedAuthors + 1
            ? language.Join(names)
            : language.Say("paper.authors_more", ("names", language.Join(names.Take(NamedAuthors))),
                ("count", names.Length - NamedAuthors));
    }

    private static IEnumerable<string> Facts(Paper paper, Language language) =>
    [
        TemplateModel.Name(paper.Organization),
        string.Join(", ", Categories(paper)),
        Published(paper, language),
        Counted("paper.votes", paper.Votes, language),
        paper.Stars > 0 ? Counted("paper.stars", paper.Stars, language) : PlainText.Link(paper.CodeUrl) is null ? ""
            : language.Say("paper.has_code"),
    ];

    private static string[] Categories(Paper paper) =>
        [.. paper.Categories.Select(TemplateModel.Name).Where(category => category.Length > 0).Take(4)];

    private static string Published(Paper paper, Language language) =>
        paper.Published is { } day ? Whole(language.Date("date.short", day)) : "";

    private static string Counted(string key, int count, Language language) =>
        count > 0 ? Whole(language.Say(key, ("count", count))) : "";

    /// <summary>Not broken at the end of a line.</summary>
    private static string Whole(string fact) => fact.Replace(' ', '\u00A0');

    /// <summary>
    /// The title leads to the abstract, so the links are the others: where to read it whole, its code, where it is
    /// talked of.
    /// </summary>
    private static IEnumerable<(string Name, string? Url)> Best(Paper paper) =>
    [
        paper.PdfUrl is null ? ("html", paper.HtmlUrl) : ("pdf", paper.PdfUrl),
        paper.CodeUrl is null ? ("project", paper.ProjectUrl) : ("code", paper.CodeUrl),
        ("discussion", paper.DiscussionUrl),
    ];

    /// <summary>All that a paper leads to, for a page that is its own.</summary>
    public static ScriptObject[] Links(Paper paper, Language language) => LinksOf(
        [("abstract", paper.Url), ("pdf", paper.PdfUrl), ("html", paper.HtmlUrl), ("code", paper.CodeUrl),
            ("project", paper.ProjectUrl), ("discussion", paper.DiscussionUrl)], language);

    private static ScriptObject[] LinksOf(IEnumerable<(string Name, string? Url)> links, Language language) =>
        [.. links
            .Select(link => (link.Name, Url: PlainText.Link(link.Url)))
            .Where(link => link.Url is not null)
            .DistinctBy(link => link.Url)
            .Select(
                link => new ScriptObject { ["label"] = language.Say($"paper.link_{link.Name}"), ["url"] = link.Url })];
}
