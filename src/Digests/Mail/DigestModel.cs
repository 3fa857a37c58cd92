using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Subscribers;
using Scriban.Runtime;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// What the templates of a digest may show in addition to the cards: a form that digests of one shape share, and the
/// words of this one, which are put into its holes.
/// </summary>
internal sealed class DigestModel
{
    private const int HeadingLength = 60;
    private const int PreheaderLength = 150;

    private readonly DigestContent content;
    private readonly string subject;
    private readonly Language language;
    private readonly string[] headings;
    private readonly string[] topics;

    /// <param name="shown">How many of its papers, from the first.</param>
    /// <param name="subject">Of the mail.</param>
    public DigestModel(DigestContent content, int shown, string subject, MailLook look, Language language)
    {
        (this.content, this.subject, this.language) = (content, subject, language);
        var groups = PaperGroup.Of([.. content.Papers.Take(shown)]);
        headings = [.. groups.Select(group => PlainText.Cut(TemplateModel.Name(group.Topic), HeadingLength))];
        topics = [.. content.Topics.Select(TemplateModel.Name).Where(topic => topic.Length > 0)];
        Papers =
            [.. groups.SelectMany(group => group.Papers.Select(chosen => (chosen, group.Topic)))
                .Select(
                    (pair, index) => new Placed(index + 1, pair.chosen.Paper, new(pair.chosen.Because, pair.Topic)))];
        IsGrouped = groups.Count > 1;
        Shape = new(
            content.Kind, content.Every, Math.Max(content.Matched, content.Papers.Count),
            string.Concat(groups.Zip(headings, Outline)), topics.Length,
            [.. content.Notices.Select(Notice)],
            look.Thumbnails && Papers.Any(placed => placed.Paper.ThumbnailUrl is not null));
    }

    public DigestShape Shape { get; }

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<Placed> Papers { get; }

    public bool IsGrouped { get; }

    /// <summary>What the templates get; the same for all digests of a shape.</summary>
    public static ScriptObject Form(DigestShape shape, Language language)
    {
        var groups = Groups(shape.Outline);
        return new()
        {
            ["mail"] = TemplateModel.Mail(Hole.Of("mail.subject"), Hole.Of("mail.preheader"), language),
            ["digest"] = Digest(shape, language),
            ["groups"] = groups,
            ["papers"] = groups.SelectMany(group => (ScriptObject[])group["papers"]!).ToArray(),
            ["recipient"] = TemplateModel.Recipient(),
        };
    }

    /// <summary>The text of a hole; null where it is for each reader, or a card or a line.</summary>
    public string? Value(string hole) => hole switch
    {
        "mail.subject" => PlainText.Line(subject),
        "mail.preheader" => Preheader(),
        "digest.summary" => Summary(),
        "digest.topics_text" => TemplateModel.Topics(content.Topics, language),
        _ => Numbered(topics, "topic", hole) ?? Numbered(headings, "heading", hole)
            ?? (PaperIn("title", hole) is { } titled ? CardModel.Title(titled.Paper, language)
                : PaperIn("url", hole) is { } linked ? PlainText.Link(linked.Paper.Url) : null),
    };

    /// <summary>The paper of which a hole shows a part, or null.</summary>
    public Placed? PaperIn(string part, string hole) => Numbered(Papers, part, hole);

    private static T? Numbered<T>(IReadOnlyList<T> list, string name, string hole) where T : class =>
        hole.StartsWith(name, StringComparison.Ordinal) && hole.AsSpan(name.Length) is ['.', .. var index]
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < list.Count
            ? list[place] : null;

    private static ScriptObject Digest(DigestShape shape, Language language) => new()
    {
        ["kind"] = shape.Kind.ToString().ToLowerInvariant(),
        ["every"] = shape.Every.ToString().ToLowerInvariant(),
        ["date"] = Hole.Of("date"),
        ["title"] = Title(shape, language),
        ["summary"] = Hole.Of("digest.summary"),
        ["opening"] = Opening(shape, language),
        ["notices"] = shape.Notices.ToArray(),
        ["count"] = shape.Shown,
        ["matched"] = shape.Matched,
        ["more"] = shape.Matched - shape.Shown,
        ["topics"] = Enumerable.Range(0, shape.Topics).Select(index => HoleOf("topic", index)).ToArray(),
        ["topics_text"] = Hole.Of("digest.topics_text"),
        ["pictures"] = shape.Pictures,
    };

    private static ScriptObject[] Groups(string outline)
    {
        var groups = new List<(bool IsNamed, List<ScriptObject> Papers)>();
        var index = 0;
        foreach (var sign in outline)
        {
            if (sign is DigestShape.Named or DigestShape.Plain)
            {
                groups.Add((sign == DigestShape.Named, []));
                continue;
            }

            groups[^1].Papers.Add(Entry(index++, sign == DigestShape.Linked));
        }

        return [
            .. groups.Select(
                (group, place) =>
                    new ScriptObject { ["name"] = group.IsNamed ? HoleOf("heading", place) : "",
                        ["papers"] = group.Papers.ToArray() })];
    }

    private static ScriptObject Entry(int index, bool linked) => new()
    {
        ["number"] = index + 1,
        ["title"] = HoleOf("title", index),
        ["url"] = linked ? HoleOf("url", index) : null,
        ["card"] = new Raw(HoleOf("card", index)),
        ["line"] = new Raw(HoleOf("line", index)),
    };

    private static string HoleOf(string name, int index) =>
        Hole.Of(string.Create(CultureInfo.InvariantCulture, $"{name}.{index}"));

    private static string Outline(PaperGroup group, string heading) =>
        (heading.Length > 0 ? DigestShape.Named : DigestShape.Plain)
            + string.Concat(
                group.Papers
                    .Select(
                        chosen =>
                            PlainText.Link(chosen.Paper.Url) is null ? DigestShape.Unlinked : DigestShape.Linked));

    /// <summary>
    /// What the subject does not say: the titles of the papers after the one it names, or that paper's abstract if it
    /// is the only one.
    /// </summary>
    private string Preheader()
    {
        if (Papers.Count == 0)
        {
            return Opening(Shape, language);
        }

        var named = content.Kind == DigestKind.Welcome ? 0 : 1;
        return Papers.Count > named
            ? PlainText.Cut(
                string.Join(" · ", content.Papers.Take(Papers.Count).Skip(named)
                    .Select(chosen => CardModel.Title(chosen.Paper, language, 60))),
                PreheaderLength)
            : PlainText.Cut(PlainText.Line(content.Papers[0].Paper.Abstract), PreheaderLength) is { Length: > 0 } text
                ? text : Summary();
    }

    private static string Title(DigestShape shape, Language language) => shape.Kind switch
    {
        DigestKind.Welcome => language.Say("digest.title_welcome"),
        _ when shape.Shown == 0 => language.Say("digest.title_empty"),
        DigestKind.Alert => language.Say("digest.title_alert", ("count", shape.Shown)),
        _ when RhythmKind.Of(shape.Every) is { IsBestOfSpan: true } kind =>
            language.Say($"digest.title_{kind.Name}", ("count", shape.Shown)),
        _ => language.Say("digest.title", ("count", shape.Shown)),
    };

    private string Summary()
    {
        var names = ("topics", (object?)TemplateModel.Topics(content.Topics, language));
        return Papers.Count == 0 ? language.Say("digest.looked_for", names)
            : Shape.Matched > Papers.Count
            ? language.Say("digest.best_of", names, ("shown", Papers.Count), ("count", Shape.Matched))
            : language.Say("digest.all_of", names);
    }

    private string Notice(SourceNotice notice) => language.Say(
        notice.State switch
        {
            SourceState.Stale => "notice.stale",
            SourceState.Late => "notice.late",
            SourceState.Partial => "notice.partial",
            _ => "notice.missing"
        },
        ("source", TemplateModel.Name(notice.Source)));

    private static string Opening(DigestShape shape, Language language) => (shape.Kind, shape.Shown) switch
    {
        (DigestKind.Welcome, 0) => language.Say("digest.welcome_empty"),
        (DigestKind.Welcome, _) => language.Say("digest.welcome"),
        (_, 0) => language.Say("digest.empty"),
        _ => "",
    };

    /// <summary>A paper in its place on the page.</summary>
    /// <param name="Number">From 1.</param>
    internal sealed record Placed(int Number, Paper Paper, BecauseModel Because);
}
