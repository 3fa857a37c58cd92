namespace DigestMailer.Topics.Index;

/// <summary>How values differ: their mean and standard deviation.</summary>
internal readonly record struct Spread(float Mean, float Deviation)
{
    public static Spread Of(ReadOnlySpan<float> values)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        var mean = values.Length == 0 ? 0 : sum / values.Length;
        var variance = values.Length == 0 ? 0 : (squares / values.Length) - (mean * mean);
        return new Spread((float)mean, variance > 1e-12 ? (float)Math.Sqrt(variance) : 0);
    }

    /// <summary>How many deviations a value is above the mean; 0 where all are alike.</summary>
    public float Of(float value) => Deviation > 0 ? (value - Mean) / Deviation : 0;
}
