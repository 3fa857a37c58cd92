namespace DigestMailer.Topics.Meaning;

/// <summary>Where the meaning of one text, or of several together, points.</summary>
/// <param name="Length">Of the parts; 0 where the text says nothing.</param>
internal sealed record MeaningVector(sbyte[] Parts, float Length)
{
    /// <summary>The parts as a direction of length 1.</summary>
    public float this[int dimension] => Length > 0 ? Parts[dimension] / Length : 0;

    public float Cosine(MeaningVector other) =>
        Length * other.Length is var length and > 0 ? SmallDot.Of(Parts, other.Parts) / length : 0;

    /// <summary>The direction of a sum.</summary>
    public static MeaningVector Of(float[] sums)
    {
        var most = sums.Select(Math.Abs).DefaultIfEmpty().Max();
        var small = Array.ConvertAll(sums,
            sum => (sbyte)(most > 0 ? MathF.Round(sum / most * sbyte.MaxValue) : 0));
        return new MeaningVector(small, (float)Math.Sqrt(small.Sum(part => part * part)));
    }
}
