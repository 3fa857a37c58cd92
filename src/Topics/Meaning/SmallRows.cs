namespace DigestMailer.Topics.Meaning;

/// <summary>The vectors of a table as small whole numbers, each with a weight that says how long it is.</summary>
internal static class SmallRows
{
    // Two thousand pieces at the full weight stay within 32 bits.
    private const int MostWeight = 8191;

    /// <returns>The weights by row, and the parts of all rows side by side.</returns>
    public static (ushort[] Weights, sbyte[] Parts) Of(IReadOnlyList<float[]> rows)
    {
        var most = rows.Max(row => row.Max(Math.Abs));
        ushort[] weights = [.. rows.Select(row => (ushort)WeightOf(row, most))];
        return (weights, [.. rows.SelectMany((row, number) => Parts(row, weights[number] * most))]);
    }

    private static int WeightOf(float[] row, float most) =>
        Math.Max(1, (int)MathF.Ceiling(row.Max(Math.Abs) / most * MostWeight));

    private static IEnumerable<sbyte> Parts(float[] row, float longest)
    {
        var step = longest / MostWeight / sbyte.MaxValue;
        return row.Select(part => (sbyte)Math.Clamp(MathF.Round(part / step), -sbyte.MaxValue, sbyte.MaxValue));
    }
}
