using System.Text.RegularExpressions;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// The people in a name field of BibTeX: separated by "and", also as programs and people write them that do not know
/// it, with commas or semicolons, and in the extended format of biblatex.
/// </summary>
internal static partial class BibTeXNames
{
    private const int MaxText = 200_000;
    private static readonly string[] Spoken = ["given", "prefix", "family", "suffix"];

    /// <param name="readable">Turns TeX into plain text.</param>
    public static List<string> Of(string field, Func<string, string> readable)
    {
        var names = Separated(field.Length > MaxText ? field[..MaxText] : field)
            .Select(name => name.EndsWith(" and", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name)
            .Where(name => name is not ("" or "others" or "and")).ToList();
        return names is [var one] && IsList(one) ? [.. AuthorNames.Of([readable(one)])]
            : [.. names.Select(name => Extended().IsMatch(name) ? OfParts(readable(name))
                : PaperText.Natural(readable(name)))];
    }

    /// <summary>Separated by "and", but not by one inside braces, which is part of a name.</summary>
    private static List<string> Separated(string list)
    {
        var names = new List<string>();
        var (start, depth, seen) = (0, 0, 0);
        foreach (var and in And().EnumerateMatches(list))
        {
            for (; seen < and.Index; seen++)
            {
                depth += list[seen] == '{' ? 1 : list[seen] == '}' ? -1 : 0;
            }

            if (depth <= 0 && and.Index >= start)
            {
                names.Add(list[start..and.Index].Trim());
                start = and.Index + and.Length;
            }
        }

        names.Add(list[start..].Trim());
        return names;
    }

    /// <summary>
    /// Whether a text without "and" has several people: BibTeX has no semicolons in names, and of two commas or more
    /// between words none has a whole name on each side.
    /// </summary>
    private static bool IsList(string text) => !text.Contains('{', StringComparison.Ordinal)
        && (text.Contains(';', StringComparison.Ordinal)
            || (text.Split(',') is { Length: > 2 } parts
                && parts.All(part => part.Trim().Contains(' ', StringComparison.Ordinal))));

    /// <summary>"family=Lee, given=Ann, prefix=van" in the order it is spoken.</summary>
    private static string OfParts(string name)
    {
        var parts = name.Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
            .ToLookup(part => part[0].Trim().ToLowerInvariant(), part => part[1].Trim(' ', '"'));
        return PaperText.Name(string.Join(' ', Spoken
            .Select(part => parts[part].FirstOrDefault()).OfType<string>()));
    }

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex And();

    [GeneratedRegex(@"\bfamily\s*=", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Extended();
}
