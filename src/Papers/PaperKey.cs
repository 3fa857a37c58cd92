using System.Globalization;
using System.Text;

namespace DigestMailer.Papers;

/// <summary>The identities of a work: <c>arxiv:ID</c> without version, else <c>doi:...</c>, else <c>source:NAME:ID</c>, else <c>title:...</c> (rule 1 of the design).</summary>
internal static class PaperKey
{
    private const string TitlePrefix = "title:";

    /// <summary>Identities that belong to one work alone, the best first; empty where there is only a title.</summary>
    public static List<string> Strong(Listing listing)
    {
        var keys = new List<string>();
        if (listing.ArxivId is { } arxiv)
        {
            keys.Add("arxiv:" + arxiv);
        }

        if (listing.Doi is { Length: > 0 } doi)
        {
            keys.Add("doi:" + doi.ToLowerInvariant());
        }

        if (listing.ArxivId != listing.SourceId && !listing.SourceId.StartsWith(TitlePrefix, StringComparison.Ordinal))
        {
            keys.Add($"source:{listing.Source}:{listing.SourceId}");
        }

        return keys;
    }

    /// <summary>Letters and digits in lower case, accents folded, so that case, spacing and punctuation do not tell titles apart.</summary>
    public static string OfTitle(string title)
    {
        var key = new StringBuilder(TitlePrefix, title.Length + TitlePrefix.Length);
        foreach (var c in title.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c))
            {
                key.Append(char.ToLowerInvariant(c));
            }
            else if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && key[^1] is not (' ' or ':'))
            {
                key.Append(' ');
            }
        }

        return key.ToString().TrimEnd();
    }

    /// <summary>The better of two: arXiv's id before a DOI, a source's own id and a title.</summary>
    public static string Better(string left, string right) => Rank(left) <= Rank(right) ? left : right;

    private static int Rank(string key) => key[..key.IndexOf(':', StringComparison.Ordinal)] switch { "arxiv" => 0, "doi" => 1, "source" => 2, _ => 3 };
}
