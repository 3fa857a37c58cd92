using System.Globalization;
using System.Text;

namespace DigestMailer.Topics.Queries;

/// <summary>Names without what readers leave out when they write them: case, accents, punctuation.</summary>
internal static class NameText
{
    /// <summary>
    /// Letters that are not an accented form of another to Unicode, but are to whoever has no such key.
    /// </summary>
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['ø'] = "o",
        ['ł'] = "l",
        ['đ'] = "d",
        ['ð'] = "d",
        ['ı'] = "i",
        ['ħ'] = "h",
        ['ŧ'] = "t",
        ['ß'] = "ss",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['þ'] = "th",
    };

    /// <summary>Lower-case letters and digits in words parted by one space.</summary>
    public static string Fold(string text) => string.Join(' ', Words(text));

    public static string[] Words(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Ascii.IsValid(text) ? text
            : string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark || c is '\'' or '’')
            {
                continue;
            }

            var lower = char.ToLowerInvariant(c);
            folded.Append(
                Letters.TryGetValue(lower, out var plain) ? plain : char.IsLetterOrDigit(lower) ? lower.ToString()
                    : " ");
        }

        return folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
