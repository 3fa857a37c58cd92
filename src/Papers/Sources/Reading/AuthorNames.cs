using System.Net;
using System.Text.RegularExpressions;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// Authors as feeds write them, one name each: "mail (Name)", "Name &lt;mail&gt;", lists separated by commas,
/// semicolons or "and", and family names in front. An address alone names nobody; degrees and affiliations in
/// parentheses are left out.
/// </summary>
internal static partial class AuthorNames
{
    private const int Most = 1000;
    private const int MaxText = 100_000;
    private const string Joint = @"(?:(?:and|und|et|y)\s+|[&+]\s*)";
    private const string Count = @"[0-9]+\s+(?:other\s+|more\s+)?(?:others?|more|(?:co-?)?authors?|people|colleagues)";

    public static string[] Of(IReadOnlyList<string> texts)
    {
        var plain = Degrees.Without([.. texts.Select(Cleaned).Where(text => text.Length > 0)]);
        return [.. plain.SelectMany(text => texts.Count == 1 || IsList(text) ? Split(text) : [PaperText.Natural(text)])
            .Where(name => name.Length > 0 && !Uncounted().IsMatch(name)).Distinct().Take(Most)];
    }

    /// <summary>On one line, without addresses of mail, affiliations and "et al.".</summary>
    private static string Cleaned(string text)
    {
        var line = PaperText.Line(Marked(text.Length > MaxText ? text[..MaxText] : text));
        line = Mail().Replace(InParentheses().Replace(line, " ${name} "), " ");
        line = PaperText.WithoutAffiliations(line).Trim(' ', '<', '>', ',', ';');
        return Byline().Replace(Others().Replace(line, ""), "").Trim(' ', ',', ';');
    }

    /// <summary>
    /// Without markup: numbers of footnotes go, a line for each name and the signs that separate names become
    /// semicolons. Entities are decoded first, also those that were escaped twice, for they end with a semicolon.
    /// </summary>
    private static string Marked(string text)
    {
        var decoded = text.Contains('&', StringComparison.Ordinal)
            ? WebUtility.HtmlDecode(WebUtility.HtmlDecode(text)) : text;
        var plain = decoded.Contains('<', StringComparison.Ordinal)
            ? Markup.Text(NewLine().Replace(Raised().Replace(decoded, ""), "; ")) : decoded;
        return Between().Replace(plain, "; ");
    }

    private static bool IsList(string text) => text.Contains(';', StringComparison.Ordinal);

    private static IEnumerable<string> Split(string text)
    {
        if (text.Contains(';', StringComparison.Ordinal))
        {
            return text.Split(';').SelectMany(part => IsPeople(part) ? And().Split(part) : [part])
                .Select(part => PaperText.Natural(part.Trim()));
        }

        var parts = IsPeople(text) ? And().Split(text) : [text];
        return parts.Length > 1 && parts.Skip(1).All(part => part.Contains(',', StringComparison.Ordinal))
            && parts.All(IsFamilyFirst) ? parts.Select(PaperText.Natural)
            : parts.SelectMany(AtCommas);
    }

    /// <summary>"Lee, Ann" is one name, "Ann Lee, Bo Ek" two, and "Lee, A., Ek, B." two as well.</summary>
    private static IEnumerable<string> AtCommas(string text)
    {
        if (IsFamilyFirst(text))
        {
            return [PaperText.Natural(text)];
        }

        var names = PaperText.Authors(text);
        return names.Length > 1 && names.Length % 2 == 0 && names.Where((_, i) => i % 2 == 1).All(InitialLetters.Are)
            ? names.Chunk(2).Select(pair => PaperText.Natural($"{pair[0]}, {pair[1]}"))
            : names.Aggregate(new List<string>(), Join);

        // "Ann Lee, Jr." keeps its suffix.
        static List<string> Join(List<string> names, string name)
        {
            if (names.Count > 0 && Suffix().IsMatch(name))
            {
                names[^1] = $"{names[^1]} {name}";
            }
            else
            {
                names.Add(name);
            }

            return names;
        }
    }

    /// <summary>One comma with a family name before it and given names behind it.</summary>
    private static bool IsFamilyFirst(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 3 && (Suffix().IsMatch(parts[2]) || Suffix().IsMatch(parts[1])))
        {
            parts = [parts[0], Suffix().IsMatch(parts[2]) ? parts[1] : parts[2]];
        }

        return parts is [var family, var given] && !Suffix().IsMatch(given)
            && (InitialLetters.Are(given) || Words(family) == 1 || Words(given) == 1) && Words(family) <= 4
            && Words(given) <= 4 && !text.Contains('(', StringComparison.Ordinal)
            && (family.Length == 1 || !InSigns().IsMatch(text));
    }

    /// <summary>
    /// Words of a family name without its particles and suffix: "van der Berg" and "King Jr." are one.
    /// </summary>
    private static int Words(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Count(word => !char.IsLower(word[0]) && !Suffix().IsMatch(word));

    /// <summary>Whether "and" joins people, and is not part of the name of an institute.</summary>
    private static bool IsPeople(string text) => !Institute().IsMatch(text);

    [GeneratedRegex(@"(mailto:)?[^\s()<>,;]+@[^\s()<>,;]+\s*\((?<name>[^()]*[^()\s][^()]*)\)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InParentheses();

    [GeneratedRegex(@"<?(mailto:)?[^\s<>()@,;]+@[^\s<>()@,;]+>?", RegexOptions.NonBacktracking)]
    private static partial Regex Mail();

    /// <summary>
    /// Begins only where blanks begin and never gives them back, so it reads a run of them once. A Spanish "y" before
    /// one word joins two family names.
    /// </summary>
    [GeneratedRegex(@"(?<!\s)(?>\s*),?(?>\s*)(?<=\s)(?:(?:and|&|und|et)(?>\s+)(?!al\b)"
        + @"|y(?>\s+)(?=(?>[^\s,;]+)\s(?!(?:and|und|et|y)\s|&)[^\s,;]))", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex And();

    [GeneratedRegex(@"(?:,|;|\s)+(?:et\s+al\.?|" + Joint + "(?:others|colleagues)|(?:" + Joint + ")?" + Count + ")$",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Others();

    /// <summary>"12 others" in the place of a name.</summary>
    [GeneratedRegex(@"^(?:and\s+|[&+]\s*)?" + Count + "$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Uncounted();

    [GeneratedRegex(@"^(?:By|BY|by)(?:\s*:\s*|\s+)", RegexOptions.NonBacktracking)]
    private static partial Regex Byline();

    [GeneratedRegex(@"<sup\b[^<>]*>[^<>]*</sup\s*>", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Raised();

    [GeneratedRegex(@"<br\b[^<>]*>", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex NewLine();

    [GeneratedRegex(@"[、，；]|\s[|·•]\s", RegexOptions.NonBacktracking)]
    private static partial Regex Between();

    // Han, Kana and Hangul put the family name first without a comma.
    [GeneratedRegex(@"[\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7AF]", RegexOptions.NonBacktracking)]
    private static partial Regex InSigns();

    [GeneratedRegex(@"^([JS]r\.?|I{2,3}|IV)$", RegexOptions.NonBacktracking)]
    private static partial Regex Suffix();

    [GeneratedRegex(
        @"\b(Institute|University|Department|Center|Centre|Group|Team|Consortium|Collaboration|Society|Laboratory"
            + "|School|College|Ministry|Office|Council|Association|Foundation|Network|Initiative|Academy|Agency|Project"
            + @"|Company|of|for)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Institute();
}
