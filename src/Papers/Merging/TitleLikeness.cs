using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DigestMailer.Papers.Text;
using DigestMailer.Settings;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Merging;

/// <summary>
/// Near-identical titles: alike except for spelling, endings, hyphens and little words. Names and numbers must be the
/// same, since "Part I" and "Part II", or the second and third of a series of models, are different papers by the same
/// people.
/// </summary>
internal static class TitleLikeness
{
    private const int Edge = 14;
    private static readonly HashSet<string> Little =
        ["a", "an", "the", "of", "for", "in", "on", "with", "and", "to", "via", "by", "from", "at", "using", "as"];

    /// <summary>
    /// Numbers that near-identical titles of one first or last author share: a change in one place leaves the beginning
    /// or the end as it was. Empty without authors.
    /// </summary>
    public static IEnumerable<long> Sketches(string title, TextList authors)
    {
        var letters = string.Concat(Telling(PaperKey.Folded(title)));
        if (letters.Length < Edge)
        {
            return [];
        }

        var families =
            authors.Count == 0 ? []
                : new[] { authors[0], authors[^1] }.Select(AuthorMatch.FamilyName).Where(name => name.Length > 1)
                    .Distinct();
        return families.SelectMany(
            family => new[] { Number($"{family}<{letters[..Edge]}"), Number($"{family}>{letters[^Edge..]}") });
    }

    public static bool AreNear(string left, string right)
    {
        string[] one = Telling(PaperKey.Folded(left)), two = Telling(PaperKey.Folded(right));
        if (string.Concat(one) == string.Concat(two))
        {
            return one.Length > 0;
        }

        var names = Names(left).Concat(Names(right)).ToHashSet(StringComparer.Ordinal);
        var changed = one.Zip(two).Where(pair => pair.First != pair.Second).ToList();
        return one.Length == two.Length && changed.Count is 1 or 2 && one.Length >= changed.Count * 4
            && changed.TrueForAll(
                pair => !names.Contains(pair.First) && !names.Contains(pair.Second)
                    && AreForms(pair.First, pair.Second));
    }

    /// <summary>The words of a folded title without the little ones.</summary>
    public static string[] Telling(string folded) =>
        [.. folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Little.Contains(word))];

    /// <summary>Words that name something: with a digit, or a capital inside, and all before a colon.</summary>
    private static IEnumerable<string> Names(string title)
    {
        var colon = title.IndexOf(':', StringComparison.Ordinal);
        var names =
            title.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word.Any(char.IsDigit) || word.Skip(1).Any(char.IsUpper));
        return names.Append(colon < 0 ? "" : title[..colon])
            .SelectMany(name => PaperKey.Folded(name).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>
    /// Two spellings or endings of one word: the same beginning, and one letter apart, or two in a long word.
    /// </summary>
    private static bool AreForms(string left, string right)
    {
        var shorter = Math.Min(left.Length, right.Length);
        return shorter >= 4 && left.AsSpan(0, 3).SequenceEqual(right.AsSpan(0, 3))
            && EditDistance.Between(left, right) <= (shorter >= 10 ? 2 : 1);
    }

    private static long Number(string text) =>
        BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
