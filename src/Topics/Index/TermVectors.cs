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

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<int> holders = [];
    private readonly TermVector[] vectors;

    public TermVectors(IReadOnlyList<Paper> papers)
    {
        var counts = papers.Select(paper => Count(paper.Title, paper.Abstract, word => Number(word))).ToList();
        foreach (var term in counts.SelectMany(paper => paper.Keys))
        {
            holders[term]++;
        }

        Papers = papers.Count;
        vectors = [.. counts.Select(Weigh)];
    }

    private int Papers { get; }

    /// <summary>The vector of the paper at a place.</summary>
    public TermVector this[int place] => vectors[place];

    /// <summary>The vector of a text from elsewhere, by the words that the papers in play have too.</summary>
    public TermVector Of(string title, string summary) =>
        Weigh(Count(title, summary, word => numbers.GetValueOrDefault(word, -1)));

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

    private int Number(string word)
    {
        if (!numbers.TryGetValue(word, out var number))
        {
            numbers[word] = number = holders.Count;
            holders.Add(0);
        }

        return number;
    }

    private static Dictionary<int, float> Count(string title, string summary, Func<string, int> number)
    {
        var counts = new Dictionary<int, float>();
        foreach (var (text, times) in new[] { (title, TitleTimes), (summary, 1) })
        {
            foreach (var word in Words(text))
            {
                if (number(word) is >= 0 and var term)
                {
                    counts[term] = counts.GetValueOrDefault(term) + times;
                }
            }
        }

        return counts;
    }

    /// <summary>Words of three letters and more in lower case, without a plural's s and the commonest ones.</summary>
    private static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                at++;
            }

            if (at - start >= 3)
            {
                var word = text[start..at].ToLowerInvariant();
                word = word.Length > 3 && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
                if (!Stop.Contains(word))
                {
                    yield return word;
                }
            }

            at++;
        }
    }

    private TermVector Weigh(Dictionary<int, float> counts)
    {
        var terms = counts
            .Select(
                term => (Term: term.Key,
                    Weight: (1 + MathF.Log(term.Value)) * MathF.Log((Papers + 1f) / (holders[term.Key] + 0.5f))))
            .OrderByDescending(term => term.Weight).Take(MostTerms).OrderBy(term => term.Term).ToList();
        var length = MathF.Max(1e-6f, MathF.Sqrt(terms.Sum(term => term.Weight * term.Weight)));
        return new TermVector([.. terms.Select(term => term.Term)], [.. terms.Select(term => term.Weight / length)]);
    }
}
