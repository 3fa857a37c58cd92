using System.Globalization;
using System.Text;

namespace DigestMailer.Subscribers.Addresses;

/// <summary>
/// Text without what nobody sees: white space at its ends, and characters without a shape of their own anywhere (zero
/// width spaces, byte order marks, soft hyphens, marks of direction).
/// </summary>
internal static class Visible
{
    private const char NonJoiner = '\u200C';
    private const char Joiner = '\u200D';

    /// <summary>The text in NFC; a joiner stays where its script needs it.</summary>
    public static string Text(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0)
        {
            return text;
        }

        // Half a surrogate pair cannot be normalised; the reader of the text rejects it.
        var whole = text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar) ? text.Normalize() : text;
        var kept = new StringBuilder(whole.Length);
        var length = 1;
        for (var i = 0; i < whole.Length; i += length)
        {
            length = char.IsSurrogatePair(whole, i) ? 2 : 1;
            if (!IsInvisible(whole, i))
            {
                kept.Append(whole, i, length);
            }
        }

        return kept.ToString().Trim();
    }

    private static bool IsInvisible(string text, int place) => text[place] switch
    {
        NonJoiner => !(JoinsAfter(text, place) || JoinsBetween(text, place)),
        Joiner => !JoinsAfter(text, place),
        '\u034F' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u2800' or '\u3164' or '\uFFA0' => true,
        >= '\uFE00' and <= '\uFE0F' => true,
        _ => CharUnicodeInfo.GetUnicodeCategory(text, place) == UnicodeCategory.Format,
    };

    /// <summary>After a virama both joiners decide how the letters are drawn (RFC 5892, A.1 and A.2).</summary>
    private static bool JoinsAfter(string text, int place) => place > 0
        && text[place - 1] is '\u094D' or '\u09CD' or '\u0A4D' or '\u0ACD' or '\u0B4D' or '\u0BCD' or '\u0C4D'
            or '\u0CCD' or '\u0D4D' or '\u0DCA' or '\u0E3A' or '\u0F84' or '\u1039' or '\u103A' or '\u17D2';

    /// <summary>Between letters of the Arabic script a non-joiner separates them, as Persian spells (A.1).</summary>
    private static bool JoinsBetween(string text, int place) =>
        place > 0 && place + 1 < text.Length && IsArabic(text[place - 1]) && IsArabic(text[place + 1]);

    private static bool IsArabic(char c) =>
        c is (>= '\u0620' and <= '\u06D3') or (>= '\u0750' and <= '\u077F') && char.IsLetter(c);
}
