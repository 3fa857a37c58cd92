using System.Text.RegularExpressions;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// Academic degrees behind names, such as "Ann Lee, MD, PhD". Those that look like initials stay where a list writes
/// family names and initials, as "Lee, MA; Ek, BO" does.
/// </summary>
internal static partial class Degrees
{
    /// <param name="texts">A name or a list of names each, separated by commas and semicolons.</param>
    public static IEnumerable<string> Without(IReadOnlyList<string> texts)
    {
        var initials = texts.Any(text => text.Split(';').Any(HasInitials));
        return texts.Select(text => text.Contains(',', StringComparison.Ordinal)
            ? string.Join(';', text.Split(';').Select(person => Without(person, initials))) : text);
    }

    /// <summary>Whether it begins with a single word, the family name, and initials.</summary>
    private static bool HasInitials(string person) => Parts(person) is [var family, var given, ..]
        && !family.Contains(' ', StringComparison.Ordinal) && InitialLetters.Are(given);

    private static string Without(string person, bool initials)
    {
        var kept = new List<string>();
        foreach (var part in Parts(person))
        {
            var isDegree = kept.Count > 0 && Degree().IsMatch(part) && (!InitialLetters.Are(part)
                || (!initials && (kept.Count > 1 || kept[0].Contains(' ', StringComparison.Ordinal))));
            if (!isDegree)
            {
                kept.Add(part);
            }
        }

        return string.Join(", ", kept);
    }

    private static string[] Parts(string person) =>
        person.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(
        """
        ^ (?: (?:Ph\.?\ ?D|D\.?Phil|M\.?Phil|M\.?D|M\.?Sc|B\.?Sc|D\.?Sc|Sc\.?D|Ed\.?D|Pharm\.?D|Psy\.?D|Dr\.?P\.?H
            |M\.?P\.?H|M\.?S|B\.?S|M\.?A|B\.?A|M\.?B\.?A|M\.?Eng|M\.?Ed|M\.?H\.?S|M\.?S\.?N|MBBS
            |MBChB|R\.?N|D\.?O|D\.?D\.?S
            |D\.?M\.?D|D\.?V\.?M|J\.?D|LL\.?M|FRCP|FRCS|FACP|FACS|FACC|FAHA|MRCP|Dr\.?-Ing)\.? \s* )+ $
        """, RegexOptions.NonBacktracking | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Degree();
}
