using DigestMailer.Papers;
using DigestMailer.Subscribers;
using Scriban.Runtime;

namespace DigestMailer.Digests;

/// <summary>What the templates of a digest may show beside the cards.</summary>
internal static class DigestModel
{
    private const int HeadingLength = 60;

    public static ScriptObject Of(DigestContent content, int shown, MailLook look, Language language)
    {
        var matched = Math.Max(content.Matched, content.Papers.Count);
        return new()
        {
            ["kind"] = content.Kind.ToString().ToLowerInvariant(),
            ["every"] = content.Every.ToString().ToLowerInvariant(),
            ["date"] = Stencil.Hole("date"),
            ["title"] = Title(content, shown, language),
            ["summary"] = Summary(content, shown, matched, language),
            ["opening"] = Opening(content, language),
            ["notices"] = content.Notices.Select(notice => Notice(notice, language)).ToArray(),
            ["count"] = shown,
            ["matched"] = matched,
            ["more"] = matched - shown,
            ["topics"] = content.Topics.Select(TemplateModel.Name).Where(topic => topic.Length > 0).ToArray(),
            ["topics_text"] = TemplateModel.Topics(content.Topics, language),
            ["pictures"] = look.Thumbnails && content.Papers.Take(shown).Any(chosen => chosen.Paper.ThumbnailUrl is not null),
        };
    }

    /// <summary>The titles of the first papers.</summary>
    public static string Preheader(DigestContent content, int shown, Language language) => content.Papers.Count == 0
        ? Opening(content, language)
        : PlainText.Cut(string.Join(" · ", content.Papers.Take(shown).Select(chosen => CardModel.Title(chosen.Paper, language, 60))), 150);

    /// <summary>The papers by group, each with the holes where its card and its line in the contents go.</summary>
    public static ScriptObject[] Groups(IReadOnlyList<PaperGroup> groups, Language language)
    {
        var number = 0;
        return [.. groups.Select(group => new ScriptObject
        {
            ["name"] = PlainText.Cut(TemplateModel.Name(group.Topic), HeadingLength),
            ["papers"] = group.Papers.Select(chosen => Entry(chosen.Paper, ++number, language)).ToArray(),
        })];
    }

    private static ScriptObject Entry(Paper paper, int number, Language language) => new()
    {
        ["number"] = number,
        ["title"] = CardModel.Title(paper, language),
        ["url"] = PlainText.Link(paper.Url),
        ["card"] = new Raw(Stencil.Hole($"card{number}")),
        ["line"] = new Raw(Stencil.Hole($"line{number}")),
    };

    private static string Title(DigestContent content, int shown, Language language) => content.Kind switch
    {
        DigestKind.Welcome => language.Say("digest.title_welcome"),
        _ when shown == 0 => language.Say("digest.title_empty"),
        DigestKind.Alert => language.Say("digest.title_alert", ("count", shown)),
        _ => language.Say(content.Every == Every.Week ? "digest.title_week" : "digest.title", ("count", shown)),
    };

    private static string Summary(DigestContent content, int shown, int matched, Language language)
    {
        var topics = ("topics", (object?)TemplateModel.Topics(content.Topics, language));
        return shown == 0 ? language.Say("digest.looked_for", topics)
            : matched > shown ? language.Say("digest.best_of", topics, ("shown", shown), ("count", matched))
            : language.Say("digest.all_of", topics);
    }

    private static string Notice(SourceNotice notice, Language language) => language.Say(
        notice.State switch { SourceState.Stale => "notice.stale", SourceState.Late => "notice.late", SourceState.Partial => "notice.partial", _ => "notice.missing" },
        ("source", TemplateModel.Name(notice.Source)));

    private static string Opening(DigestContent content, Language language) => (content.Kind, content.Papers.Count) switch
    {
        (DigestKind.Welcome, 0) => language.Say("digest.welcome_empty"),
        (DigestKind.Welcome, _) => language.Say("digest.welcome"),
        (_, 0) => language.Say("digest.empty"),
        _ => "",
    };
}
