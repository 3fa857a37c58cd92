using System.Collections.Frozen;
using DigestMailer.Papers;

namespace DigestMailer.Topics.Index;

/// <summary>
/// What each paper is about as a short vector of its telling words (tf-idf, the title counted three times), to say how
/// near two papers are. Immutable once built; safe for several threads.
/// </summary>
internal sealed class TermVectors
{
    private const int MostTerms = 50;
    private const int TitleTimes = 3;
    private static readonly FrozenSet<string> Stop = FrozenSet.Create(StringComparer.Ordinal,
        "the", "and", "for", "that", "with", "this", "are", "from", "can", "our", "which", "has", "have", "been",
        "their", "its", "these", "such", "than", "into", "using", "based",
        "both", "also", "more", "while", "through", "over", "between", "across", "under", "not", "but", "they",
        "however", "paper", "propose", "show", "result", "method", "approach", "new", "work", "where", "when", "via");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Common =
        Stop.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<int> holders = [];
    private readonly TermVector[] vectors;

    public TermVectors(IReadOnlyList<Paper> papers)
    {
        var counter = new Dictionary<int, float>();
        var counts = new (int[] Terms, float[] Times)[papers.Count];
        for (var place = 0; place < counts.Length; place++)
        {
            Count(papers[place].Title, papers[place].Abstract, Number, counter);
            counts[place] = ([.. counter.Keys], [.. counter.Values]);
            foreach (var term in counts[place].Terms)
            {
                holders[term]++;
            }
        }

        Papers = papers.Count;
        vectors = Array.ConvertAll(counts, paper => Weigh(paper.Terms.Zip(paper.Times)));
    }

    private int Papers { get; }

    /// <summary>The vector of the paper at a place.</summary>
    public TermVector this[int place] => vectors[place];

    /// <summary>The vector of a text from elsewhere, by the words that the papers in play have too.</summary>
    public TermVector Of(string title, string summary)
    {
        var (counts, known) = (new Dictionary<int, float>(), numbers.GetAlternateLookup<ReadOnlySpan<char>>());
        Count(title, summary, word => known.TryGetValue(word, out var number) ? number : -1, counts);
        return Weigh(counts.Select(term => (term.Key, term.Value)));
    }

    /// <summary>How far each paper points in the direction of a vector, by place.</summary>
    public float[] Towards(TermVector wanted)
    {
        var weights = new float[holders.Count];
        for (var i = 0; i < wanted.Terms.Length; i++)
        {
            weights[wanted.Terms[i]] = wanted.Weights[i];
        }

        return Array.ConvertAll(vectors, vector =>
        {
            var product = 0f;
            for (var i = 0; i < vector.Terms.Length; i++)
            {
                product += weights[vector.Terms[i]] * vector.Weights[i];
            }

            return product;
        });
    }

    private int Number(ReadOnlySpan<char> word)
    {
        var known = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(word, out var number))
        {
            known[word] = number = holders.Count;
            holders.Add(0);
        }

        return number;
    }

    private delegate int NumberOf(ReadOnlySpan<char> word);

    /// <summary>Counts words by their numbers, in the order they are met in; those below 0 are left out.</summary>
    private static void Count(string title, string summary, NumberOf numberOf, Dictionary<int, float> counts)
    {
        counts.Clear();
        Count(title, TitleTimes, numberOf, counts);
        Count(summary, 1, numberOf, counts);
    }

    /// <summary>Words of three letters and more in lower case, without a plural's s and the commonest ones.</summary>
    private static void Count(string text, int times, NumberOf numberOf, Dictionary<int, float> counts)
    {
        var lower = text.ToLowerInvariant();
        for (var at = 0; at < lower.Length; at++)
        {
            var start = at;
            while (at < lower.Length && char.IsLetterOrDigit(lower[at]))
            {
                at++;
            }

            if (at - start >= 3)
            {
                var word = lower.AsSpan(start..at);
                word = word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
                if (!Common.Contains(word) && numberOf(word) is >= 0 and var term)
                {
                    counts[term] = counts.GetValueOrDefault(term) + times;
                }
            }
        }
    }

    private TermVector Weigh(IEnumerable<(int Term, float Times)> counts)
    {
        var terms = counts
            .Select(
                term => (term.Term,
                    Weight: (1 + MathF.Log(term.Times)) * MathF.Log((Papers + 1f) / (holders[term.Term] + 0.5f))))
            .OrderByDescending(term => term.Weight).Take(MostTerms).OrderBy(term => term.Term).ToList();
        var length = MathF.Max(1e-6f, MathF.Sqrt(terms.Sum(term => term.Weight * term.Weight)));
        return new TermVector([.. terms.Select(term => term.Term)], [.. terms.Select(term => term.Weight / length)]);
    }
}
