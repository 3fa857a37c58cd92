using System.Globalization;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using Scriban.Runtime;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// The form that digests of one shape share: all that the templates get, with holes where the words of one digest are
/// put in.
/// </summary>
internal static class DigestForm
{
    /// <summary>What the templates get; the same for all digests of a shape.</summary>
    public static ScriptObject Of(DigestShape shape, Language language)
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

    private static ScriptObject Digest(DigestShape shape, Language language) => new()
    {
        ["kind"] = shape.Kind.ToString().ToLowerInvariant(),
        ["every"] = shape.Every.ToString().ToLowerInvariant(),
        ["name"] = shape.IsNamed ? Hole.Of("name") : "",
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
        var groups = new List<(char Sign, List<ScriptObject> Papers)>();
        var index = 0;
        foreach (var sign in outline)
        {
            if (sign is DigestShape.Named or DigestShape.NamedWithMore or DigestShape.Plain)
            {
                groups.Add((sign, []));
                continue;
            }

            groups[^1].Papers.Add(Entry(index++, sign));
        }

        return [.. groups.Select((group, place) => Group(group.Sign, place, group.Papers))];
    }

    private static ScriptObject Group(char sign, int place, List<ScriptObject> papers)
    {
        var hasMore = sign == DigestShape.NamedWithMore;
        return new()
        {
            ["name"] = sign == DigestShape.Plain ? "" : HoleOf("heading", place),
            ["more"] = hasMore ? HoleOf("more", place) : "",
            ["more_url"] = hasMore ? HoleOf("more_url", place) : null,
            ["papers"] = papers.ToArray(),
            ["tail"] = papers.Where(paper => (bool)paper["brief"]!).ToArray(),
        };
    }

    private static ScriptObject Entry(int index, char sign) => new()
    {
        ["number"] = index + 1,
        ["title"] = HoleOf("title", index),
        ["url"] = sign is DigestShape.Linked or DigestShape.BriefLinked ? HoleOf("url", index) : null,
        ["brief"] = sign is DigestShape.BriefLinked or DigestShape.BriefUnlinked,
        ["card"] = new Raw(HoleOf("card", index)),
        ["line"] = new Raw(HoleOf("line", index)),
    };

    private static string HoleOf(string name, int index) =>
        Hole.Of(string.Create(CultureInfo.InvariantCulture, $"{name}.{index}"));

    private static string Title(DigestShape shape, Language language) => shape.Kind switch
    {
        DigestKind.Welcome => language.Say("digest.title_welcome"),
        _ when shape.Shown == 0 => language.Say("digest.title_empty"),
        DigestKind.Alert => language.Say("digest.title_alert", ("count", shape.Shown)),
        _ when RhythmKind.Of(shape.Every) is { IsBestOfSpan: true } kind =>
            language.Say($"digest.title_{kind.Name}", ("count", shape.Shown)),
        _ => language.Say("digest.title", ("count", shape.Shown)),
    };

    /// <summary>The sentence of a welcome or of a digest without papers; else empty.</summary>
    public static string Opening(DigestShape shape, Language language) => (shape.Kind, shape.Shown) switch
    {
        (DigestKind.Welcome, 0) => language.Say("digest.welcome_empty"),
        (DigestKind.Welcome, _) => language.Say("digest.welcome"),
        (_, 0) => language.Say("digest.empty"),
        _ => "",
    };
}
