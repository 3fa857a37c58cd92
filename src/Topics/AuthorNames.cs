using System.Globalization;
using System.Text;

namespace DigestMailer.Topics;

/// <summary>Compares names as readers write them: accents and case do not count, an initial stands for any name that begins with it, and the family name must be there.</summary>
internal static class AuthorNames
{
    /// <param name="authors">Names, a line each.</param>
    public static bool AnyMatches(string authors, string wanted)
    {
        var words = Words(wanted);
        return words.Length > 0 && authors.Split('\n').Any(name => Matches(Words(name), words));
    }

    private static bool Matches(string[] name, string[] wanted)
    {
        var next = 0;
        foreach (var word in name)
        {
            if (next < wanted.Length && (word == wanted[next] || (next < wanted.Length - 1 && (IsInitialOf(wanted[next], word) || IsInitialOf(word, wanted[next])))))
            {
                next++;
            }
        }

        return next == wanted.Length;
    }

    private static bool IsInitialOf(string initial, string word) => initial.Length == 1 && word.StartsWith(initial[0]);

    private static string[] Words(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.IsLetterOrDigit(c) || c == '\'' ? char.ToLowerInvariant(c) : ' ');
            }
        }

        return folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
