using DigestMailer.Storage;

using System.Buffers;

namespace DigestMailer.Papers.Merging;

/// <summary>
/// Whether two lists name the same people, however their names are written: "Y. LeCun", "LeCun, Yann" and "Yann LeCun"
/// are one.
/// </summary>
internal static class AuthorMatch
{
    private const int MaxCompared = 40;
    private static readonly SearchValues<char> Barred = SearchValues.Create("øłđðħŧıßæœþ");

    public static bool Overlap(TextList left, TextList right) => Shared(left, right) > 0;

    /// <summary>Whether at least half of the shorter list is in the longer.</summary>
    public static bool MostlyShared(TextList left, TextList right) =>
        Shared(left, right) * 2 >= Math.Min(Math.Min(left.Count, right.Count), MaxCompared) && left.Count > 0
            && right.Count > 0;

    /// <summary>
    /// The family name of a name, folded; where the order is not told by a comma it is the last word.
    /// </summary>
    public static string FamilyName(string name)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        return Words(comma > 0 ? name[..comma] : name) is [.., var family] ? family : "";
    }

    private static int Shared(TextList left, TextList right)
    {
        var others = right.Take(MaxCompared).Select(Words).ToList();
        return left.Take(MaxCompared).Select(Words).Count(name => others.Exists(other => Same(name, other)));
    }

    /// <summary>
    /// Each word of the shorter name is in the longer, in full or as an initial, and one of them in full.
    /// </summary>
    private static bool Same(string[] left, string[] right)
    {
        var (shorter, longer) = left.Length <= right.Length ? (left, right.ToList()) : (right, [.. left]);
        var full = 0;
        foreach (var word in shorter.OrderByDescending(word => word.Length))
        {
            var found = longer.IndexOf(word);
            full += found >= 0 && word.Length > 1 ? 1 : 0;
            found = found >= 0 ? found
                : longer.FindIndex(other => IsInitialOf(word, other) || IsInitialOf(other, word));
            if (found < 0)
            {
                return false;
            }

            longer.RemoveAt(found);
        }

        return full > 0;
    }

    private static bool IsInitialOf(string initial, string word) => initial.Length == 1 && word.StartsWith(initial[0]);

    private static string[] Words(string name) =>
        Plain(PaperKey.Folded(name)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Letters with a bar and joined ones, which Unicode does not take apart, as others type them.</summary>
    private static string Plain(string folded) => !folded.AsSpan().ContainsAny(Barred) ? folded
        : string.Concat(folded.Select(c => c switch
        {
            'ø' => "o",
            'ł' => "l",
            'đ' or 'ð' => "d",
            'ħ' => "h",
            'ŧ' => "t",
            'ı' => "i",
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'þ' => "th",
            _ => c.ToString(),
        }));
}
