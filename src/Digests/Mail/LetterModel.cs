using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using Scriban.Runtime;

namespace DigestMailer.Digests.Mail;

/// <summary>What the templates of a letter may show.</summary>
internal static class LetterModel
{
    public static ScriptObject Of(LetterKind kind, LetterContent content, Language language) => new()
    {
        ["kind"] = kind.ToString().ToLowerInvariant(),
        ["action_url"] =
            PlainText.Link(content.ActionUrl)
                ?? throw new ArgumentException("The link of a letter must be absolute http or https.", nameof(content)),
        ["ended"] = NameOf(content.Ended, language),
        ["continuing"] =
            content.Continuing.Count == 0 ? ""
                : language.List([.. content.Continuing.Select(name => NameOf(name, language))]),
        ["wishes"] =
            (kind == LetterKind.Reminder ? Saved(content, language) : Wishes(content, language))
                .Select(row => new ScriptObject { ["name"] = row.Name, ["value"] = row.Value }).ToArray(),
        ["count"] = content.Count,
    };

    /// <summary>What a letter calls a digest, which may have no name.</summary>
    public static string NameOf(string? digest, Language language) =>
        digest is null ? language.Say("digest.unnamed") : PlainText.Line(digest);

    private static IEnumerable<(string Name, string Value)> Saved(LetterContent content, Language language) =>
        content.Saved.Select(one => (language.Date("date.short", one.Day), PlainText.Line(one.Title)));

    private static IEnumerable<(string Name, string Value)> Wishes(LetterContent content, Language language)
    {
        IReadOnlyList<string> topics = content.OwnQueries == 0 ? content.Topics
            : [.. content.Topics, language.Say("letter.own_queries", ("count", content.OwnQueries))];
        yield return (language.Say("letter.topics"), TemplateModel.Topics(topics, language));
        yield return (language.Say("letter.when"), When(content.Rhythm, language));
        if (content.Rhythm.Every != Every.Match)
        {
            yield return (language.Say("letter.most"), language.Say("letter.papers", ("count", content.Max)));
        }
    }

    /// <summary>A rhythm in words, such as "every Monday at 07:30 (Europe/Berlin)".</summary>
    public static string When(Rhythm rhythm, Language language) => language.Say(
        $"letter.when_{rhythm.Every.ToString().ToLowerInvariant()}",
        ("time", $"{language.Date("date.time", rhythm.At)} ({rhythm.Zone.Id})"),
        ("weekday", language.Culture.DateTimeFormat.GetDayName(rhythm.Weekday)));
}
