using System.Text;

namespace DigestMailer.Topics.Queries;

/// <summary>Names without what readers leave out when they write them: case, accents, punctuation.</summary>
internal static class NameText
{
    /// <summary>Lower-case letters and digits in words separated by one space.</summary>
    public static string Fold(string text) => string.Join(' ', Words(text));

    public static string[] Words(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (FoldedText.IsOfWord(rune) || FoldedText.IsIdeograph(rune))
            {
                FoldedText.Add(rune, folded);
            }
            else if (rune.Value is not ('\'' or '’'))
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>
    /// The same with ä, ö, ü, å and ø as ae, oe, ue, aa and oe, as those write them who have no such key; null where it
    /// is the same.
    /// </summary>
    public static string? Spelled(string text)
    {
        var composed = text.Normalize(NormalizationForm.FormC);
        var spelled = composed
            .Replace("ä", "ae", StringComparison.OrdinalIgnoreCase)
            .Replace("ö", "oe", StringComparison.OrdinalIgnoreCase)
            .Replace("ü", "ue", StringComparison.OrdinalIgnoreCase)
            .Replace("å", "aa", StringComparison.OrdinalIgnoreCase)
            .Replace("ø", "oe", StringComparison.OrdinalIgnoreCase);
        return spelled == composed ? null : spelled;
    }
}
