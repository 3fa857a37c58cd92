using System.Text.RegularExpressions;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// Authors as feeds write them, one name each: "mail (Name)", "Name &lt;mail&gt;", lists separated by commas,
/// semicolons or "and", and family names in front. An address alone names nobody.
/// </summary>
internal static partial class AuthorNames
{
    private const int Most = 1000;
    private const int MaxText = 100_000;

    public static string[] Of(IReadOnlyList<string> texts) =>
        [.. texts.Select(WithoutMail).Where(text => text.Length > 0)
            .SelectMany(text => texts.Count == 1 || IsList(text) ? Split(text) : [PaperText.Natural(text)])
            .Where(name => name.Length > 0).Distinct().Take(Most)];

    private static string WithoutMail(string text)
    {
        var line = PaperText.Line(Marked(text.Length > MaxText ? text[..MaxText] : text));
        line = Mail().Replace(InParentheses().Replace(line, " ${name} "), " ");
        line = Empty().Replace(line, " ").Trim(' ', '<', '>', ',', ';');
        return Byline().Replace(Others().Replace(line, ""), "").Trim(' ', ',', ';');
    }

    /// <summary>
    /// Without markup: numbers of footnotes go, a line for each name and the signs that separate names become
    /// semicolons.
    /// </summary>
    private static string Marked(string text)
    {
        var plain = text.Contains('<', StringComparison.Ordinal)
            ? Markup.Text(NewLine().Replace(Raised().Replace(text, ""), "; ")) : text;
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
        return names.Length > 1 && names.Length % 2 == 0 && names.Where((_, i) => i % 2 == 1).All(IsInitials)
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
            && (IsInitials(given) || Words(family) == 1 || Words(given) == 1) && Words(family) <= 4
            && Words(given) <= 4 && !text.Contains('(', StringComparison.Ordinal) && !InSigns().IsMatch(text);
    }

    /// <summary>Words of a family name without its particles: "van der Berg" is one.</summary>
    private static int Words(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Count(word => !char.IsLower(word[0]));

    private static bool IsInitials(string text) => Initials().IsMatch(text);

    /// <summary>Whether "and" joins people, and is not part of the name of an institute.</summary>
    private static bool IsPeople(string text) => !Institute().IsMatch(text);

    [GeneratedRegex(@"(mailto:)?[^\s()<>,;]+@[^\s()<>,;]+\s*\((?<name>[^()]*[^()\s][^()]*)\)",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InParentheses();

    [GeneratedRegex(@"<?(mailto:)?[^\s<>()@,;]+@[^\s<>()@,;]+>?", RegexOptions.NonBacktracking)]
    private static partial Regex Mail();

    /// <summary>Begins only where blanks begin and never gives them back, so it reads a run of them once.</summary>
    [GeneratedRegex(@"(?<!\s)(?>\s*),?(?>\s*)(?<=\s)(?:and|&|und|et|y)(?>\s+)(?!al\b)",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex And();

    [GeneratedRegex(@"\(\s*\)", RegexOptions.NonBacktracking)]
    private static partial Regex Empty();

    [GeneratedRegex(@"(?:,|\s)+(?:et\s+al\.?|and\s+others)$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Others();

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

    [GeneratedRegex(@"^([JS]r\.?|I{2,3}|IV|Ph\.?\s?D\.?|M\.?D\.?)$", RegexOptions.NonBacktracking)]
    private static partial Regex Suffix();

    [GeneratedRegex(@"^(\p{Lu}\.?[\s-]*){1,4}$", RegexOptions.NonBacktracking)]
    private static partial Regex Initials();

    [GeneratedRegex(
        @"\b(Institute|University|Department|Center|Centre|Group|Team|Consortium|Collaboration|Society|Laboratory"
            + "|School|College|Ministry|Office|Council|Association|Foundation|Network|Initiative|Academy|Agency|Project"
            + @"|Company|of|for)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Institute();
}
