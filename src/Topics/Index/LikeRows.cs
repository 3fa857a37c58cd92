using DigestMailer.Topics.Meaning;

namespace DigestMailer.Topics.Index;

/// <summary>
/// How near each paper in play is to one that readers like, as a row of whole numbers, kept within bounds: many readers
/// like the same papers. A row says much of what is near and little of what is far: so the sum of several rows is high
/// for what is near to any interest, even if another is far from it. Safe for several threads.
/// </summary>
internal sealed class LikeRows
{
    /// <summary>A deviation in the numbers of a row.</summary>
    public const float Step = 1000;

    private const float MeaningCounts = 3;
    private const float FarCounts = 0.1f;

    // Twelve megabytes.
    private const long MostBytes = 12_000_000;
    private const int SizeOfRow = 200;

    private readonly Lazy<TermVectors> words;
    private readonly MeaningSpace? meaning;
    private readonly Lazy<Contrast?> contrast;
    private readonly Recall<LikedPaper, short[]> rows;

    public LikeRows(Lazy<TermVectors> words, MeaningSpace? meaning)
    {
        (this.words, this.meaning) = (words, meaning);
        contrast = new(() => meaning is null ? null : new Contrast(meaning.Telling, meaning.Dimensions));
        rows = new(Measure, MostBytes, (_, row) => SizeOfRow + (sizeof(short) * row.Length));
    }

    /// <summary>By place.</summary>
    public short[] Of(LikedPaper liked) => rows.Get(liked);

    /// <summary>
    /// How near each paper in play is to several of them together, by place, in deviations: one product with their sum,
    /// so that nothing has to be kept for each of them. Null for words alone, and where the papers themselves say how
    /// words go together: those vectors have it already.
    /// </summary>
    public float[]? Together(IReadOnlyList<int> places)
    {
        if (meaning is null || meaning.IsOfPapers)
        {
            return null;
        }

        var sums = new float[meaning.Dimensions];
        foreach (var place in places)
        {
            meaning.Telling.AddTo(sums, place);
        }

        var cosines = meaning.Telling.Cosines(contrast.Value!.Of(MeaningVector.Of(sums)));
        var spread = Spread.Of(cosines);
        return Array.ConvertAll(cosines, cosine => Weighed(spread.Of(cosine)));
    }

    private static float Weighed(float score) => score > 0 ? score : FarCounts * score;

    private short[] Measure(LikedPaper liked)
    {
        var cosines = liked.Meaning is { } meant ? meaning!.Telling.Cosines(contrast.Value!.Of(meant)) : null;
        return Array.ConvertAll(
            BothKinds.Weighed(words.Value.Towards(liked.Words), cosines, MeaningCounts),
            score => (short)Math.Clamp(MathF.Round(Step * Weighed(score)), short.MinValue, short.MaxValue));
    }
}
