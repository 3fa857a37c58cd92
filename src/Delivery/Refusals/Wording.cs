using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DigestMailer.Delivery.Refusals;

/// <summary>
/// Words in the form in which phrases are compared: lower case, without accents and punctuation, one token a word, one
/// token a character of Chinese and Japanese. Links are left out and an address is the token "@".
/// </summary>
internal sealed partial class Wording
{
    private const int MostTokens = 600;

    private Wording(string[] tokens) => Tokens = tokens;

    public string[] Tokens { get; }

    public static Wording Of(string text)
    {
        var plain = Address().Replace(Link().Replace(text, " "), " @ ");
        return new Wording([.. Split(plain).Take(MostTokens)]);
    }

    /// <summary>The tokens of a text without a look for links and addresses.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            var whole = IsWholeWord(c);
            if (word.Length > 0 && (whole || !(char.IsLetterOrDigit(c) || IsSilent(c))))
            {
                yield return Taken(word);
            }

            if (whole)
            {
                yield return c.ToString();
            }
            else if (char.IsLetterOrDigit(c))
            {
                word.Append(Plain(c));
            }
        }

        if (word.Length > 0)
        {
            yield return Taken(word);
        }
    }

    private static string Taken(StringBuilder word)
    {
        var taken = word.ToString();
        word.Clear();
        return taken;
    }

    /// <summary>"@", and the characters of scripts that put no blanks between words.</summary>
    private static bool IsWholeWord(char c) =>
        c is '@' or (>= '\u3041' and <= '\u30FA') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');

    /// <summary>Accents, apostrophes and the sign that lengthens a Japanese vowel: written or left out.</summary>
    private static bool IsSilent(char c) =>
        c is '\'' or '\u2019' or '\u02BC' or '`' or '\u00B4' or '\u30FC'
            || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    private static string Plain(char c) => char.ToLowerInvariant(c) switch
    {
        'ł' => "l",
        'ø' => "o",
        'đ' => "d",
        'ß' => "ss",
        'ı' => "i",
        var other => other.ToString(),
    };

    [GeneratedRegex(@"https?:\S+|\bwww\.\S+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    /// <summary>Chinese and Japanese put no blank before it.</summary>
    [GeneratedRegex(
        @"(?:rfc822;)?[^\s<>()\[\]:;,""'@\u3000-\u30FF\u3400-\u9FFF\uFF00-\uFF60]+@[A-Za-z0-9][A-Za-z0-9.-]*",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
