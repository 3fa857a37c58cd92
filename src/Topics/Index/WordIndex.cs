using System.Runtime.InteropServices;
using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics.Index;

/// <summary>
/// Every word of the titles and abstracts with its positions, in memory, with the parts of CamelCase words and the
/// joined form of hyphened ones in the same place. Immutable once built; safe for several threads.
/// </summary>
internal sealed class WordIndex
{
    // Between a title and its abstract, and between papers, so that no phrase reaches over.
    private const int Gap = 1;

    private readonly Dictionary<string, List<uint>> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> stems = new(StringComparer.Ordinal);
    private readonly int[] starts;
    private readonly int[] abstracts;
    private readonly Lazy<string[]> sorted;
    private readonly Lazy<(uint[] Roots, string[] Words)> families;

    public WordIndex(IReadOnlyList<(string Title, string Abstract)> texts)
    {
        starts = new int[texts.Count + 1];
        abstracts = new int[texts.Count];
        var at = 0;
        for (var place = 0; place < texts.Count; place++)
        {
            starts[place] = at;
            at += Take(texts[place].Title, at) + Gap;
            abstracts[place] = at;
            at += Take(texts[place].Abstract, at) + Gap;
            if (at >= WordSpan.MostPositions)
            {
                throw new InvalidOperationException("the papers in play have more text than the index can hold");
            }
        }

        starts[^1] = at;
        // Only a query with a prefix needs it; it took a fifteenth of the time of an index.
        sorted = new(() => [.. words.Keys.Order(StringComparer.Ordinal)]);
        families = new(ByRoot);
    }

    private (uint[] Roots, string[] Words) ByRoot()
    {
        string[] all = [.. words.Keys];
        var roots = Array.ConvertAll(all, word => NumberOf(WordRoot.Of(word)));
        Array.Sort(roots, all);
        return (roots, all);
    }

    private int Take(string text, int from)
    {
        var byText = words.GetAlternateLookup<ReadOnlySpan<char>>();
        return WordCutter.Cut(text, (folded, position, length, form, _) =>
        {
            if (!byText.TryGetValue(folded, out var spans))
            {
                spans = Learn(folded.ToString());
            }

            spans.Add(WordSpan.Of(from + position, length, form != WordForm.Whole));
        });
    }

    private List<uint> Learn(string word)
    {
        var stem = PluralStem.Of(word);
        (stems.TryGetValue(stem, out var forms) ? forms : stems[stem] = []).Add(word);
        return words[word] = [];
    }

    /// <summary>Where the positions of the paper at a place begin; behind the last paper, where all end.</summary>
    public int StartOf(int place) => starts[place];

    /// <summary>Where the positions of its abstract begin.</summary>
    public int AbstractOf(int place) => abstracts[place];

    /// <summary>Where a folded word is, in singular or plural, in order.</summary>
    public uint[] Find(string word) => stems.TryGetValue(PluralStem.Of(word), out var forms) ? All(forms) : [];

    /// <summary>Where a folded word is just as it is written, in order.</summary>
    public uint[] FindExactly(string word) =>
        words.TryGetValue(word, out var spans) ? [.. spans.Where(span => !WordSpan.IsDerived(span))] : [];

    /// <summary>Where words that start with it are, in order.</summary>
    public uint[] Beginning(string prefix)
    {
        var all = sorted.Value;
        var from = Array.BinarySearch(all, prefix, StringComparer.Ordinal);
        from = from < 0 ? ~from : from;
        var end = from;
        while (end < all.Length && all[end].StartsWith(prefix, StringComparison.Ordinal))
        {
            end++;
        }

        return All(new ArraySegment<string>(all, from, end - from));
    }

    /// <summary>Where words of a root are, in order.</summary>
    /// <param name="of">As <see cref="WordRoot"/> gives it.</param>
    public uint[] FindFamily(string of)
    {
        var (roots, all) = families.Value;
        var root = NumberOf(of);
        var from = Array.BinarySearch(roots, root);
        if (from < 0)
        {
            return [];
        }

        var end = from + 1;
        while (from > 0 && roots[from - 1] == root)
        {
            from--;
        }

        while (end < roots.Length && roots[end] == root)
        {
            end++;
        }

        return All(new ArraySegment<string>(all, from, end - from));
    }

    /// <summary>A number that takes less room than the text and is the same in every process (FNV-1a).</summary>
    private static uint NumberOf(string root)
    {
        var number = 2166136261u;
        foreach (var sign in root)
        {
            number = (number ^ sign) * 16777619;
        }

        return number;
    }

    private uint[] All(IReadOnlyList<string> forms)
    {
        var spans = new uint[forms.Sum(form => words[form].Count)];
        var at = 0;
        foreach (var form in forms)
        {
            CollectionsMarshal.AsSpan(words[form]).CopyTo(spans.AsSpan(at));
            at += words[form].Count;
        }

        // A joined word begins before the word that was met last.
        Array.Sort(spans);
        return spans;
    }
}
