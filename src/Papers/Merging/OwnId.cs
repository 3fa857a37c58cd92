namespace DigestMailer.Papers.Merging;

/// <summary>
/// Whether a source's own id names the same paper again. It does together with a similar title, or with the same
/// authors where neither the abstracts nor the addresses tell the papers apart: many files use one BibTeX key twice,
/// and some feeds one guid for all entries.
/// </summary>
internal static class OwnId
{
    private const double SimilarWords = 0.5;
    private const double SimilarLetters = 0.7;
    private const double SimilarAbstracts = 0.4;
    private static readonly HashSet<string> Roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

    public static bool Holds(Paper paper, Listing listing) =>
        AreSimilar(paper.Title, listing.Title)
        || (AuthorMatch.MostlyShared(paper.Authors, listing.Authors) && !AreToldApart(paper, listing));

    /// <summary>
    /// Titles of which half the words, or most of the letters, are the same, and all the numbers.
    /// </summary>
    public static bool AreSimilar(string left, string right)
    {
        string one = PaperKey.Folded(left), two = PaperKey.Folded(right);
        if (one.Length == 0 || two.Length == 0 || one == two)
        {
            return PaperKey.OfTitle(left) == PaperKey.OfTitle(right);
        }

        HashSet<string> words = Words(one), others = Words(two);
        return Numbers(words).SetEquals(Numbers(others))
            && (Shared(words, others) >= SimilarWords || Dice(Pairs(one), Pairs(two)) >= SimilarLetters
                || TitleLikeness.AreNear(left, right));
    }

    private static bool AreToldApart(Paper paper, Listing listing) =>
        paper.Abstract.Length > 0 && listing.Abstract.Length > 0
            ? Shared(Words(PaperKey.Folded(paper.Abstract)), Words(PaperKey.Folded(listing.Abstract)))
                < SimilarAbstracts
            : paper.Url != listing.Url;

    private static double Shared(HashSet<string> left, HashSet<string> right) =>
        left.Count(right.Contains) / (double)Math.Max(1, Math.Max(left.Count, right.Count));

    private static double Dice(HashSet<(char, char)> left, HashSet<(char, char)> right) =>
        2.0 * left.Count(right.Contains) / Math.Max(1, left.Count + right.Count);

    private static HashSet<string> Words(string folded) =>
        [.. TitleLikeness.Telling(folded)];

    private static HashSet<string> Numbers(HashSet<string> words) =>
        [.. words.Where(word => word.Any(char.IsDigit) || Roman.Contains(word))];

    private static HashSet<(char, char)> Pairs(string text) => [.. text.Zip(text.Skip(1))];
}
