using DigestMailer.Digests.Languages;
using DigestMailer.Subscribers;
using Scriban.Runtime;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// What all templates may show, as templates/README.md lists it; untrusted text is cleaned and links are http or
/// https here.
/// </summary>
internal static class TemplateModel
{
    private const int NameLength = 100;

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
            ["logo"] =
                PlainText.Link(site.Logo) is { } logo
                    ? new ScriptObject { ["url"] = logo, ["width"] = site.LogoWidth, ["height"] = site.LogoHeight }
                    : null,
        };
    }

    /// <summary>What every mail has.</summary>
    public static ScriptObject Mail(string subject, string preheader, Language language) => new()
    {
        ["subject"] = subject,
        ["preheader"] = preheader,
        ["filler"] = Filler,
        ["language"] = language.Tag,
        ["direction"] = language.RightToLeft ? "rtl" : "ltr",
        ["start"] = language.RightToLeft ? "right" : "left",
        ["end"] = language.RightToLeft ? "left" : "right",
    };

    /// <summary>A person's own address and links, as holes.</summary>
    public static ScriptObject Recipient() => new()
    {
        ["email"] = Hole.Of("email"),
        ["unsubscribe_url"] = Hole.Of("unsubscribe"),
        ["preferences_url"] = Hole.Of("preferences"),
        ["feedback_url"] = Hole.Of("feedback"),
        ["browser_url"] = Hole.Of("browser"),
    };

    /// <summary>A name from outside: one line of at most a hundred characters.</summary>
    public static string Name(string? name) => PlainText.Cut(PlainText.Line(name), NameLength);

    /// <summary>The name of a topic in the language of the reader, or a query of their own.</summary>
    public static string Topic(string topic, Language language) => Name(language.Topic(topic));

    /// <summary>Names of topics in words, the first four of them.</summary>
    public static string Topics(IReadOnlyList<string> topics, Language language)
    {
        var names = topics.Select(topic => Topic(topic, language)).Where(topic => topic.Length > 0).ToList();
        return names.Count switch
        {
            0 => language.Say("topics.all"),
            <= 5 => language.List(names),
            _ => language.Say("topics.more", ("names", language.Join(names.Take(4))), ("count", names.Count - 4)),
        };
    }

    /// <summary>
    /// Invisible signs that fill the line after the subject, so that the mail's own first words do not run into it.
    /// </summary>
    private static string Filler { get; } = string.Concat(Enumerable.Repeat("\u034F\u200C\u00A0", 40));
}
