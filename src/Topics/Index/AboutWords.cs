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

    private readonly Recall<string, WordHits> hits = new(word => Find(texts, word), most,
        (word, found) => SizeOfWord + (2 * word.Length) + (SizeOfHit * found.Places.Length));

    /// <summary>The words of prose in their order, each once, with how rare it is among these papers.</summary>
    public IReadOnlyList<(string Word, float Rarity)> Weighted(string prose) =>
        [.. WordCutter.Words(prose).DistinctBy(WordRoot.Of).Select(word => (word, Rarity(word)))];

    private float Rarity(string word)
    {
        var holders = hits.Get(word).Places.Length;
        return MathF.Log(1 + ((papers - holders + 0.5f) / (holders + 0.5f)));
    }

    /// <summary>Adds up what each paper has of the words, by place.</summary>
    public float[] Weigh(IReadOnlyList<(string Word, float Rarity)> words)
    {
        var sums = new float[papers];
        foreach (var (word, rarity) in words)
        {
            var found = hits.Get(word);
            for (var i = 0; i < found.Places.Length; i++)
            {
                sums[found.Places[i]] += rarity * found.Fits[i];
            }
        }

        return sums;
    }

    private static WordHits Find(TextHits texts, string word)
    {
        var fits = texts.Weigh(texts.FindFamily(word), TitleTimes);
        int[] places = [.. Enumerable.Range(0, fits.Length).Where(place => fits[place] > 0)];
        return new WordHits(places, Array.ConvertAll(places, place => fits[place]));
    }

    private sealed record WordHits(int[] Places, float[] Fits);
}
