using System.Text;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Subscribers.Imports;

/// <summary>
/// A name or word as it is looked up: letters and digits in lower case, without spaces and marks, and the same for an
/// accent that is part of its letter and one that follows it.
/// </summary>
internal static class PlainWord
{
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        // Half a surrogate pair cannot be normalised; this replaces it.
        foreach (var rune in string.Concat(text.EnumerateRunes()).Normalize().EnumerateRunes())
        {
            FoldedText.Add(rune, plain);
        }

        return plain.ToString();
    }
}
