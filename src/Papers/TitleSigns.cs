using System.Buffers;
using System.Text;

namespace DigestMailer.Papers;

/// <summary>
/// The signs that tell titles apart whose letters are the same: "C", "C++" and "C#", or the charges of "B+ → K+" and
/// "B- → K-". Keys of titles do without them, so papers that were kept before are still found.
/// </summary>
internal static class TitleSigns
{
    private static readonly SearchValues<char> Any = SearchValues.Create("+#±⁺₊＋＃");

    /// <summary>Whether one of the titles has such a sign where the other has none or another.</summary>
    public static bool Differ(string left, string right) => Of(left) != Of(right);

    /// <summary>
    /// The words that end with plus or sharp signs, in lower case; empty where there are none. A plus between two words
    /// is punctuation, and so is a minus, which looks like a hyphen.
    /// </summary>
    public static string Of(string title)
    {
        if (!title.AsSpan().ContainsAny(Any))
        {
            return "";
        }

        var text = string.Concat(title.EnumerateRunes()).Normalize(NormalizationForm.FormKD);
        var signs = new StringBuilder();
        // Where the word before this character begins.
        var word = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (IsSign(text[at]) && at > word)
            {
                var end = at;
                while (end < text.Length && IsSign(text[end]))
                {
                    end++;
                }

                if (char.IsLetter(text[word]) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                {
                    signs.Append(text[word..end].Where(c => !IsRaised(c)).Select(char.ToLowerInvariant).ToArray())
                        .Append(' ');
                }

                at = end - 1;
                word = end;
            }
            else if (!char.IsLetterOrDigit(text[at]) && !IsRaised(text[at]))
            {
                word = at + 1;
            }
        }

        return signs.ToString().TrimEnd();
    }

    private static bool IsSign(char c) => c is '+' or '#' or '±';

    /// <summary>What may be between a particle and its charge: "D*+", "B^{+}".</summary>
    private static bool IsRaised(char c) => c is '*' or '^' or '{';
}
