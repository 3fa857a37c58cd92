using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Text;
using DigestMailer.Digests.Mail;

namespace DigestMailer.Tests.Digests;

/// <summary>
/// What mail clients cannot show (caniemail), what screen readers need and what a mail must weigh, as faults of one
/// rendered page.
/// </summary>
internal static partial class MailLint
{
    private const int StyleBudget = 16 * 1024;
    private static readonly HashSet<string> Elements =
        [.. "html head meta title style body div span table tbody tr td h1 h2 h3 p a b i br img".Split(' ')];
    private static readonly HashSet<string> Attributes =
        [.. ("lang dir charset name content class style role aria-label width height cellpadding cellspacing border "
            + "align valign href src alt").Split(' ')];

    public static List<string> Faults(string html)
    {
        IDocument page;
        try
        {
            page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(html);
        }
        catch (HtmlParseException fault)
        {
            return [$"not valid HTML: {fault.Message} near {Near(html, fault.Position)}"];
        }

        return [.. Denied(page), .. Tables(page), .. Pictures(page), .. Headings(page), .. Links(page), .. Tongue(page),
            .. Weight(html, page), .. MailColours.Faults(page)];
    }

    private static string Near(string html, TextPosition place) =>
        html[Math.Max(0, place.Index - 60)..Math.Min(html.Length, place.Index + 60)];

    /// <summary>
    /// Only what the templates write may stand here, so markup that came in with a paper shows as an element or
    /// attribute that is not listed.
    /// </summary>
    private static IEnumerable<string> Denied(IDocument page)
    {
        foreach (var element in page.All)
        {
            if (!Elements.Contains(element.LocalName))
            {
                yield return $"<{element.LocalName}> is not for mails";
            }

            foreach (var attribute in element.Attributes.Where(attribute => !Attributes.Contains(attribute.Name)))
            {
                yield return $"{attribute.Name} on <{element.LocalName}> is not for mails";
            }
        }

        foreach (var style in page.QuerySelectorAll("[style]").Select(element => element.GetAttribute("style")!)
            .Append(MailColours.Block(page)))
        {
            foreach (Match denied in DeniedStyle().Matches(style))
            {
                yield return $"'{denied.Value}' in a style is not for mails";
            }
        }

        foreach (var padded in page.QuerySelectorAll("[style]")
            .Where(element =>
                element.LocalName is not ("td" or "body") && Padding().IsMatch(element.GetAttribute("style")!)))
        {
            yield return $"padding on <{padded.LocalName}>; Outlook respects it on td only";
        }
    }

    private static IEnumerable<string> Tables(IDocument page) =>
        page.QuerySelectorAll("table").Where(table => table.GetAttribute("role") != "presentation")
            .Select(_ => "a table without role=presentation");

    private static IEnumerable<string> Pictures(IDocument page) => page.QuerySelectorAll("img")
        .Where(img =>
            string.IsNullOrWhiteSpace(img.GetAttribute("alt")) || !IsSize(img.GetAttribute("width"))
                || !IsSize(img.GetAttribute("height")) || !IsWeb(img.GetAttribute("src")))
        .Select(img => $"a picture needs alt, width, height and a web address: {img.OuterHtml}");

    private static bool IsSize(string? value) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var size) && size > 1;

    private static bool IsWeb(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";

    private static IEnumerable<string> Headings(IDocument page)
    {
        var levels = page.QuerySelectorAll("h1,h2,h3").Select(heading => heading.LocalName[1] - '0').ToList();
        if (levels.FirstOrDefault() != 1 || levels.Count(level => level == 1) != 1)
        {
            yield return "there must be one h1, and first";
        }

        if (levels.Zip(levels.Skip(1)).Any(pair => pair.Second > pair.First + 1))
        {
            yield return "a level of headings is skipped";
        }

        foreach (var heading in page.QuerySelectorAll("h1,h2,h3")
            .Where(heading => string.IsNullOrWhiteSpace(heading.TextContent)))
        {
            yield return $"<{heading.LocalName}> is empty";
        }
    }

    /// <summary>
    /// Read one after the other, without the text around them, links must be distinguishable: one name leads to one
    /// place.
    /// </summary>
    private static IEnumerable<string> Links(IDocument page)
    {
        var links =
            page.QuerySelectorAll("a")
                .Select(
                    a => (Name: (a.GetAttribute("aria-label") ?? a.TextContent).Trim(), Seen: a.TextContent.Trim(),
                        Url: a.GetAttribute("href"))).ToList();
        foreach (var (name, seen, url) in links)
        {
            if (!IsWeb(url))
            {
                yield return $"a link leads to '{url}'";
            }

            if (name.Length == 0 || Vague().IsMatch(name) || !name.StartsWith(seen, StringComparison.Ordinal))
            {
                yield return $"a link is called '{name}' and shows '{seen}'";
            }
        }

        foreach (var same in links.GroupBy(link => link.Name)
            .Where(same => same.Select(link => link.Url).Distinct().Count() > 1))
        {
            yield return $"'{same.Key}' leads to several places";
        }
    }

    private static IEnumerable<string> Tongue(IDocument page)
    {
        var (html, all) = (page.DocumentElement, page.Body!.QuerySelector("div[role=article]"));
        if (html.GetAttribute("lang") is not { Length: >= 2 } lang || html.GetAttribute("dir") is not ("ltr" or "rtl")
            || all?.GetAttribute("lang") != lang || all.GetAttribute("dir") != html.GetAttribute("dir"))
        {
            yield return "the page and what it wraps need the same lang and dir";
        }

        if (string.IsNullOrWhiteSpace(page.Title))
        {
            yield return "no title";
        }
    }

    private static IEnumerable<string> Weight(string html, IDocument page)
    {
        if (Encoding.UTF8.GetByteCount(html) is > BodyRenderer.HtmlBudget and var bytes)
        {
            yield return $"{bytes} bytes";
        }

        if (page.QuerySelectorAll("style") is var styles
            && (styles.Length != 1 || styles[0].ParentElement != page.Head
                || styles[0].TextContent.Length > StyleBudget))
        {
            yield return "one style block, in the head, under 16 KB";
        }
    }

    [GeneratedRegex(@"\b(flex|grid|position|float|expression|behavior|calc|var|url|transform|animation|transition"
        + @"|object-fit|clip-path)\b\s*[:(;]|(inline-)?(flex|grid)\b|@import|@font-face|javascript:|:root|--\w+",
        RegexOptions.IgnoreCase)]
    private static partial Regex DeniedStyle();

    [GeneratedRegex(@"padding[\w-]*:(?!0[;""]?)")]
    private static partial Regex Padding();

    [GeneratedRegex(@"^(click )?(here|more|link|this|read|pdf|code|page|https?://\S{0,12})$", RegexOptions.IgnoreCase)]
    private static partial Regex Vague();
}
