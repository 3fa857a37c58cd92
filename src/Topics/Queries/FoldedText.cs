using System.Globalization;
using System.Text;

namespace DigestMailer.Topics.Queries;

/// <summary>
/// Text without what readers leave out when they write it: case, accents, the forms of compatibility that Unicode has
/// of one letter or digit (full width, ligatures, raised and lowered), and the bars of letters such as ł and ø. Papers
/// and queries are folded the same way.
/// </summary>
internal static class FoldedText
{
    /// <summary>
    /// Letters that are not an accented form of another to Unicode, but are to anyone who has no such key.
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
        ['ŋ'] = "ng",
        ['ς'] = "σ",
    };

    /// <summary>Adds the folded form of one sign: letters and digits in lower case, or nothing.</summary>
    public static void Add(Rune rune, StringBuilder folded)
    {
        if (rune.IsAscii)
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                folded.Append(char.ToLowerInvariant((char)rune.Value));
            }

            return;
        }

        if (IsIdeograph(rune))
        {
            folded.Append(rune.ToString());
            return;
        }

        foreach (var c in rune.ToString().Normalize(NormalizationForm.FormKD))
        {
            var lower = char.ToLowerInvariant(c);
            if (Letters.TryGetValue(lower, out var plain))
            {
                folded.Append(plain);
            }
            else if (char.IsLetterOrDigit(lower) || char.IsSurrogate(c)
                || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.SpacingCombiningMark)
            {
                folded.Append(lower);
            }
        }
    }

    /// <summary>Whether the sign belongs to a word: a letter, a digit, or a mark over or behind one.</summary>
    public static bool IsOfWord(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.OtherNumber
            or UnicodeCategory.LetterNumber => true,
        _ => Rune.IsLetterOrDigit(rune),
    };

    /// <summary>
    /// Whether the sign is written without spaces to the next word: Chinese characters, Kana, and the syllables of
    /// Korean, whose words carry their endings.
    /// </summary>
    public static bool IsIdeograph(Rune rune) => rune.Value is >= 0x3041 and <= 0x30FF or >= 0x3400 and <= 0x4DBF
        or >= 0x4E00 and <= 0x9FFF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x323AF
        or 0x3005 or 0x3007;
}
