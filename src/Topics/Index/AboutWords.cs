using DigestMailer.Topics.Queries;

namespace DigestMailer.Topics.Index;

/// <summary>
/// How well papers fit prose by its words: BM25 over all of them, each by how rare it is, so that no single word must
/// be there. Words of one root are one word. Safe for several threads.
/// </summary>
internal sealed class AboutWords(TextHits texts, int papers, long most)
{
    private const float TitleTimes = 2;
    private const int SizeOfWord = 200;
    private const int SizeOfHit = 8;

    private readonly Recall<string, WordHits> hits = new(word => Find(texts, papers, word), most,
        (word, found) => SizeOfWord + (2 * (word.Length + found.Root.Length)) + (SizeOfHit * found.Places.Length));

    /// <summary>The words of prose in their order, each once, with how rare it is among these papers.</summary>
    public IReadOnlyList<(string Word, float Rarity)> Weighted(string prose)
    {
        var (words, roots) = (WordCutter.Words(prose), new HashSet<string>(StringComparer.Ordinal));
        var weighted = new List<(string, float)>(words.Count);
        foreach (var word in words)
        {
            var found = hits.Get(word);
            if (roots.Add(found.Root))
            {
                weighted.Add((word, found.Rarity));
            }
        }

        return weighted;
    }

    /// <summary>Adds up what each paper has of the words, by place.</summary>
    public float[] Weigh(IReadOnlyList<(string Word, float Rarity)> words)
    {
        var sums = new float[papers];
        foreach (var (word, rarity) in words)
        {
            var (_, _, places, fits) = hits.Get(word);
            for (var i = 0; i < places.Length; i++)
            {
                sums[places[i]] += rarity * fits[i];
            }
        }

        return sums;
    }

    private static WordHits Find(TextHits texts, int papers, string word)
    {
        var root = WordRoot.Of(word);
        var (places, fits) = texts.Fits(texts.FindFamily(root), TitleTimes);
        return new WordHits(root, MathF.Log(1 + ((papers - places.Length + 0.5f) / (places.Length + 0.5f))), places,
            fits);
    }

    private sealed record WordHits(string Root, float Rarity, int[] Places, float[] Fits);
}
