using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Subscribers;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// What the templates of a digest may show in addition to the cards: the shape of its page, and the words that are put
/// into the holes of the <see cref="DigestForm"/> that digests of one shape share.
/// </summary>
internal sealed class DigestModel
{
    private const int HeadingLength = 60;
    private const int PreheaderLength = 150;

    /// <summary>The number of papers from which on only the best have a card.</summary>
    private const int LongDigest = 25;
    private const int MostCards = 20;

    private static readonly IEqualityComparer<ChosenPaper> Same = ReferenceEqualityComparer.Instance;

    private readonly DigestContent content;
    private readonly string subject;
    private readonly Language language;
    private readonly SiteOptions site;
    private readonly string[] headings;
    private readonly string[] topics;
    private readonly IReadOnlyList<PaperGroup> groups;

    /// <param name="shown">How many of its papers, from the first.</param>
    /// <param name="subject">Of the mail.</param>
    public DigestModel(DigestContent content, int shown, string subject, MailLook look, Language language,
        SiteOptions site)
    {
        (this.content, this.subject, this.language, this.site) = (content, subject, language, site);
        groups = PaperGroup.Of([.. content.Papers.Take(shown)]);
        headings =
            [.. groups.Select(group => PlainText.Cut(TemplateModel.Topic(group.Topic, language), HeadingLength))];
        topics =
            [.. content.Topics.Select(topic => TemplateModel.Topic(topic, language)).Where(topic => topic.Length > 0)];
        Papers =
            [.. groups.SelectMany(group => group.Papers.Select(chosen => (chosen, group.Topic)))
                .Select(
                    (pair, index) =>
                        new Placed(index + 1, pair.chosen.Paper, new(pair.chosen.Because, language, pair.Topic)))];
        IsGrouped = groups.Count > 1;
        var cards = shown < LongDigest || look.Whole ? shown : MostCards;
        var brief = content.Papers.Take(shown).Skip(cards).ToHashSet(Same);
        Shape = new(
            content.Kind, content.Every, Math.Max(content.Matched, content.Papers.Count),
            string.Concat(groups.Zip(headings, (group, heading) => Outline(group, heading, brief))), topics.Length,
            [.. content.Notices.Select(Notice)],
            look.Thumbnails && Papers.Any(placed => placed.Paper.ThumbnailUrl is not null), look.Named);
    }

    public DigestShape Shape { get; }

    /// <summary>In the order of the page.</summary>
    public IReadOnlyList<Placed> Papers { get; }

    public bool IsGrouped { get; }

    /// <summary>The text of a hole; null where it is for each reader, or a card or a line.</summary>
    public string? Value(string hole) => hole switch
    {
        "mail.subject" => PlainText.Line(subject),
        "mail.preheader" => Preheader(),
        "digest.summary" => Summary(),
        "digest.topics_text" => TemplateModel.Topics(content.Topics, language),
        _ => Numbered(topics, "topic", hole) ?? Numbered(headings, "heading", hole)
            ?? Section(hole) ?? (PaperIn("title", hole) is { } titled ? CardModel.Title(titled.Paper, language)
                : PaperIn("url", hole) is { } linked ? PlainText.Link(linked.Paper.Url) : null),
    };

    /// <summary>The paper of which a hole shows a part, or null.</summary>
    public Placed? PaperIn(string part, string hole) => Numbered(Papers, part, hole);

    private static T? Numbered<T>(IReadOnlyList<T> list, string name, string hole) where T : class =>
        hole.StartsWith(name, StringComparison.Ordinal) && hole.AsSpan(name.Length) is ['.', .. var index]
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < list.Count
            ? list[place] : null;

    private string Outline(PaperGroup group, string heading, HashSet<ChosenPaper> brief) =>
        (heading.Length == 0 ? DigestShape.Plain : MoreOf(group) > 0 ? DigestShape.NamedWithMore : DigestShape.Named)
            + string.Concat(group.Papers.Select(
                chosen => (PlainText.Link(chosen.Paper.Url) is null, brief.Contains(chosen)) switch
                {
                    (false, false) => DigestShape.Linked,
                    (true, false) => DigestShape.Unlinked,
                    (false, true) => DigestShape.BriefLinked,
                    (true, true) => DigestShape.BriefUnlinked,
                }));

    /// <summary>How many papers matched the topic of a group in addition to those it shows.</summary>
    private int MoreOf(PaperGroup group) =>
        content.Sections.TryGetValue(group.Topic, out var section) ? section.Matched - group.Papers.Count : 0;

    /// <summary>What the head of a group says of the papers that are not in the digest, and where they are.</summary>
    private string? Section(string hole) =>
        Numbered(groups, "more", hole) is { } counted
            ? language.Say("digest.section_more", ("count", MoreOf(counted)))
            : Numbered(groups, "more_url", hole) is { } led && content.Sections.TryGetValue(led.Topic, out var section)
            ? PlainText.Link(site.Address(section.Path)) : null;

    /// <summary>
    /// What the subject does not say: the titles of the papers after the one it names, or that paper's abstract if it
    /// is the only one.
    /// </summary>
    private string Preheader()
    {
        if (Papers.Count == 0)
        {
            return DigestForm.Opening(Shape, language);
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

    private string Summary()
    {
        // "All papers" does not fit into the sentences about topics, in most languages not even by its case.
        var of = topics.Length == 0 ? "_all" : "";
        var names = ("topics", (object?)TemplateModel.Topics(content.Topics, language));
        return Papers.Count == 0 ? language.Say($"digest.looked_for{of}", names)
            : Shape.Matched > Papers.Count
            ? language.Say($"digest.best_of{of}", names, ("shown", Papers.Count), ("count", Shape.Matched))
            : language.Say($"digest.all_of{of}", names);
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

    /// <summary>A paper in its place on the page.</summary>
    /// <param name="Number">From 1.</param>
    internal sealed record Placed(int Number, Paper Paper, BecauseModel Because);
}
