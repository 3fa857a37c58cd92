using System.Globalization;
using System.Text;

namespace DigestMailer.Papers;

/// <summary>
/// The identities of a work: <c>arxiv:ID</c> without version, else <c>doi:...</c>, else <c>source:NAME:ID</c>, else
/// <c>title:...</c>. Listings with the same key are one paper.
/// </summary>
internal static class PaperKey
{
    private const string TitlePrefix = "title:";

    /// <summary>
    /// The identities that a listing names in addition to its title, the best first; empty where there is only a title.
    /// </summary>
    public static List<string> Strong(Listing listing)
    {
        var dois = listing.MoreDois.Prepend(listing.Doi).Select(Doi.TryParse).OfType<string>().Distinct().ToList();
        var keys = new List<string>();
        if ((listing.ArxivId ?? dois.Select(Doi.ArxivOf).FirstOrDefault(id => id is not null)) is { } arxiv)
        {
            keys.Add("arxiv:" + arxiv);
        }

        keys.AddRange(dois.Where(doi => Doi.ArxivOf(doi) is null).Select(doi => "doi:" + doi));
        if (Own(listing) is { } own)
        {
            keys.Add(own);
        }

        return keys;
    }

    /// <summary>
    /// The source's own id, which identifies a paper only together with a similar title or its authors: files repeat
    /// keys, feeds repeat guids, and positions in a list are ids to some. Null where it says nothing new.
    /// </summary>
    public static string? Own(Listing listing) =>
        listing.ArxivId != listing.SourceId && !IsTitle(listing.SourceId)
            ? $"source:{listing.Source}:{listing.SourceId}"
            : null;

    public static bool IsTitle(string key) => key.StartsWith(TitlePrefix, StringComparison.Ordinal);

    /// <summary>Every key by which the paper of a listing may be known already.</summary>
    public static IEnumerable<string> Lookups(Listing listing)
    {
        var titles = new[] { listing.Title, TitleNotice.Of(listing.Title).Title }.Distinct();
        return Strong(listing)
            .Concat(titles.Select(OfTitle))
            .Concat(listing.Authors.Take(1).Select(author => OfTitle(listing.Title, author)));
    }

    /// <summary>The keys that an id as people write it may mean.</summary>
    public static List<string> Named(string name)
    {
        var keys = new List<string> { name };
        if (ArxivId.TryParse(name) is { } arxiv)
        {
            keys.Add("arxiv:" + arxiv.Id);
        }

        if (Doi.TryParse(name) is { } canonical)
        {
            keys.Add("doi:" + canonical);
        }

        if (name.IndexOf("10.", StringComparison.Ordinal) is var doi and >= 0)
        {
            keys.Add("doi:" + name[doi..].ToLowerInvariant());
        }

        return keys;
    }

    /// <summary>
    /// Case, spacing, accents and punctuation do not tell titles apart. A title without any letter or digit, such as
    /// one that was read in a wrong encoding, is known by its signs.
    /// </summary>
    public static string OfTitle(string title) =>
        TitlePrefix + (Folded(title) is { Length: > 0 } folded ? folded : title.Trim());

    /// <summary>
    /// For a title that another work has taken: it names this one only together with its first author.
    /// </summary>
    public static string OfTitle(string title, string author) => $"{OfTitle(title)} by {Folded(author)}";

    /// <summary>Letters and digits in lower case, accents folded, everything between them one space.</summary>
    public static string Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        // Most titles are plain; taking runes and marks apart costs ten times as much.
        foreach (var c in Ascii.IsValid(text) ? text
            : string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                folded.Append(char.ToLowerInvariant(c));
            }
            else if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && folded.Length > 0
                && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>The better of two: arXiv's id before a DOI, a source's own id and a title.</summary>
    public static string Better(string left, string right) => Rank(left) <= Rank(right) ? left : right;

    /// <summary>
    /// Whether two sets of identities cannot be one work: both name an arXiv id, or both a DOI, and none in common.
    /// </summary>
    public static bool Conflict(IReadOnlyCollection<string> left, IReadOnlyCollection<string> right) =>
        Conflict(left, right, "arxiv:")
            || (Conflict(left, right, "doi:")
                && !left.Intersect(right).Any(key => key.StartsWith("arxiv:", StringComparison.Ordinal)));

    /// <summary>
    /// Whether both name an arXiv id and none in common; arXiv gives each work one id, while a DOI may be mistyped.
    /// </summary>
    public static bool ConflictOnArxiv(IReadOnlyCollection<string> left, IReadOnlyCollection<string> right) =>
        Conflict(left, right, "arxiv:");

    private static bool Conflict(IEnumerable<string> left, IEnumerable<string> right, string kind)
    {
        var ours = Of(left).ToHashSet(StringComparer.Ordinal);
        var theirs = Of(right).ToList();
        return ours.Count > 0 && theirs.Count > 0 && !theirs.Exists(ours.Contains);

        IEnumerable<string> Of(IEnumerable<string> keys) =>
            keys.Where(key => key.StartsWith(kind, StringComparison.Ordinal))
                .Select(key => kind == "doi:" ? kind + Doi.Stem(key[kind.Length..]) : key);
    }

    private static int Rank(string key) =>
        key[..key.IndexOf(':', StringComparison.Ordinal)] switch { "arxiv" => 0, "doi" => 1, "source" => 2, _ => 3 };
}
