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

    private short[] Measure(LikedPaper liked)
    {
        var cosines = liked.Meaning is { } meant ? meaning!.Telling.Cosines(contrast.Value!.Of(meant)) : null;
        return Array.ConvertAll(
            BothKinds.Weighed(words.Value.Towards(liked.Words), cosines, MeaningCounts),
            score => (short)Math.Clamp(MathF.Round(Step * (score > 0 ? score : FarCounts * score)), short.MinValue,
                short.MaxValue));
    }
}
