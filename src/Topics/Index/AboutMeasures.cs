using DigestMailer.Topics.Meaning;

namespace DigestMailer.Topics.Index;

/// <summary>What papers have of one prose, by place.</summary>
/// <param name="ByWords">Of its words.</param>
/// <param name="ByMeaning">The cosine with its vector; empty without a table.</param>
internal readonly record struct AboutMeasures(float[] ByWords, float[] ByMeaning)
{
    public static AboutMeasures Of(float[] byWords, MeaningSpace? meaning, string prose) =>
        new(byWords, meaning?.Vectors.Cosines(meaning.Of(prose)) ?? []);
}
