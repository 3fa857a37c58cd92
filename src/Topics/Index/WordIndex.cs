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

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly int[] firsts;
    private readonly uint[] spans;
    private readonly int[] starts;
    private readonly int[] abstracts;
    private readonly Lazy<string[]> words;
    private readonly Lazy<string[]> sorted;
    private readonly Lazy<WordFamilies> singulars;
    private readonly Lazy<WordFamilies> roots;

    public WordIndex(IReadOnlyList<(string Title, string Abstract)> texts)
    {
        starts = new int[texts.Count + 1];
        abstracts = new int[texts.Count];
        var (log, at) = (new WordLog(), 0);
        for (var place = 0; place < texts.Count; place++)
        {
            starts[place] = at;
            at += Take(texts[place].Title, at, log) + Gap;
            abstracts[place] = at;
            at += Take(texts[place].Abstract, at, log) + Gap;
            if (at >= WordSpan.MostPositions)
            {
                throw new InvalidOperationException("the papers in play have more text than the index can hold");
            }
        }

        starts[^1] = at;
        (firsts, spans) = log.Sorted();
        // Each kind of question needs one of them, and few indexes are asked all.
        words = new(ByNumber);
        sorted = new(() => [.. numbers.Keys.Order(StringComparer.Ordinal)]);
        singulars = new(() => new WordFamilies(words.Value, PluralStem.Of));
        roots = new(() => new WordFamilies(words.Value, WordRoot.Of));
    }

    private int Take(string text, int from, WordLog log)
    {
        var byText = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        return WordCutter.Cut(text, (folded, position, length, form, _) =>
        {
            if (!byText.TryGetValue(folded, out var number))
            {
                number = numbers.Count;
                numbers[folded.ToString()] = number;
            }

            log.Add(number, WordSpan.Of(from + position, length, form != WordForm.Whole));
        });
    }

    private string[] ByNumber()
    {
        var all = new string[numbers.Count];
        foreach (var (word, number) in numbers)
        {
            all[number] = word;
        }

        return all;
    }

    /// <summary>The words as they are written, with how often each is.</summary>
    public IEnumerable<(string Word, int Count)> Written()
    {
        foreach (var (word, number) in numbers)
        {
            if (Exactly(number).Length is var count and > 0)
            {
                yield return (word, count);
            }
        }
    }

    /// <summary>Where the positions of the paper at a place begin; behind the last paper, where all end.</summary>
    public int StartOf(int place) => starts[place];

    /// <summary>Where the positions of its abstract begin.</summary>
    public int AbstractOf(int place) => abstracts[place];

    /// <summary>Where a folded word is, in singular or plural, in order.</summary>
    public uint[] Find(string word) => All(singulars.Value.Of(PluralStem.Of(word)));

    /// <summary>Where a folded word is just as it is written, in order.</summary>
    public uint[] FindExactly(string word) => numbers.TryGetValue(word, out var number) ? Exactly(number) : [];

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

        return All(Array.ConvertAll(all[from..end], word => numbers[word]));
    }

    /// <summary>Where words of a root are, in order.</summary>
    /// <param name="of">As <see cref="WordRoot"/> gives it.</param>
    public uint[] FindFamily(string of) => All(roots.Value.Of(of));

    private uint[] Exactly(int number) =>
        Array.FindAll(spans[firsts[number]..firsts[number + 1]], span => !WordSpan.IsDerived(span));

    private uint[] All(IReadOnlyList<int> forms)
    {
        var all = new uint[forms.Sum(form => firsts[form + 1] - firsts[form])];
        var at = 0;
        foreach (var form in forms)
        {
            var some = spans.AsSpan(firsts[form]..firsts[form + 1]);
            some.CopyTo(all.AsSpan(at));
            at += some.Length;
        }

        // A joined word begins before the word that was met last.
        WordSpan.Sort(all);
        return all;
    }
}
