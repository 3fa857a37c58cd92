using System.Text.RegularExpressions;
using AngleSharp.Dom;
using DigestMailer.Digests.Templates;

namespace DigestMailer.Tests.Digests;

/// <summary>
/// The contrast of every text with its ground as a client computes it from inline styles and the style block: light
/// (which is also what is seen where the block is stripped), dark by the reader's preference, and dark as Outlook on
/// the web makes it.
/// </summary>
internal static partial class MailColours
{
    private const double Least = 4.5;

    public static IEnumerable<string> Faults(IDocument page)
    {
        var block = Block(page);
        var dark = Rules(DarkMedia().Match(block).Groups[1].Value, "");
        var outlook =
            Rules(block, "[data-ogsc] ").Concat(Rules(block, "[data-ogsb] "))
                .ToLookup(rule => rule.Key, rule => rule.Value);
        (string Name, ILookup<string, (string, string)> Rules)[] palettes =
            [("light", Array.Empty<string>().ToLookup(_ => "", _ => ("", ""))),
                ("dark", dark.ToLookup(rule => rule.Key, rule => rule.Value)), ("Outlook's dark", outlook)];
        return Texts(page)
            .SelectMany(element => palettes.SelectMany(palette => Fault(element, palette.Name, palette.Rules)))
            .Distinct();
    }

    public static string Block(IDocument page) =>
        string.Concat(page.QuerySelectorAll("style").Select(style => style.TextContent));

    /// <summary>Elements with text of their own that is meant to be seen.</summary>
    private static IEnumerable<IElement> Texts(IDocument page) => page.Body!.QuerySelectorAll("*")
        .Where(element =>
            element.ChildNodes.OfType<IText>().Any(text => !string.IsNullOrWhiteSpace(text.Data.Replace('\u00A0', ' ')))
                || element.LocalName == "img")
        .Where(element =>
            !Lineage(element)
                .Any(above => (above.GetAttribute("style") ?? "").Contains("display:none", StringComparison.Ordinal)));

    private static IEnumerable<string> Fault(IElement element, string palette, ILookup<string, (string, string)> rules)
    {
        var (text, ground) = (Value(element, "color", rules), Value(element, "background-color", rules));
        if (text is null || ground is null || Palette.Contrast(text, ground) < Least)
        {
            yield return $"{text ?? "no colour"} on {ground ?? "no ground"} in {palette}: "
                + $"{element.OuterHtml[..Math.Min(160, element.OuterHtml.Length)]}";
        }
    }

    /// <summary>The nearest value; a link of no colour of its own is blue, whatever is around it.</summary>
    private static string? Value(IElement element, string property, ILookup<string, (string, string)> rules)
    {
        foreach (var place in Lineage(element))
        {
            var own =
                place.ClassList.SelectMany(name => rules[name]).LastOrDefault(rule => rule.Item1 == property).Item2
                    ?? Inline(place, property);
            if (own is not null || (place.LocalName == "a" && property == "color"))
            {
                return own;
            }
        }

        return null;
    }

    private static string? Inline(IElement element, string property) =>
        (element.GetAttribute("style") ?? "").Split(';').Select(part => part.Split(':', 2))
            .LastOrDefault(part => part[0].Trim() == property)?[1].Trim();

    private static IEnumerable<IElement> Lineage(IElement element)
    {
        for (var place = element; place is not null; place = place.ParentElement)
        {
            yield return place;
        }
    }

    private static IEnumerable<KeyValuePair<string, (string, string)>> Rules(string block, string before) =>
        Rule().Matches(block).Where(rule => rule.Groups["before"].Value == before)
            .SelectMany(
                rule => rule.Groups["classes"].Value.Split(',')
                    .SelectMany(name => rule.Groups["body"].Value.Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => part.Split(':', 2))
                .Select(
                    part => KeyValuePair.Create(name.Trim().TrimStart('.'),
                        (part[0], part[1].Replace("!important", "", StringComparison.Ordinal))))));

    [GeneratedRegex(@"@media \(prefers-color-scheme:dark\)\{((?:[^{}]*\{[^{}]*\})*)\s*\}")]
    private static partial Regex DarkMedia();

    [GeneratedRegex(@"^(?<before>\[data-ogs.\] )?(?<classes>\.[\w.,]+)\{(?<body>[^}]*)\}", RegexOptions.Multiline)]
    private static partial Regex Rule();
}
