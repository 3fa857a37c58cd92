using System.Numerics;

namespace DigestMailer.Topics.Meaning;

/// <summary>
/// Sums of rows, number by number: however wide the registers are, each number is made of the same steps, so that
/// every machine finds the same.
/// </summary>
internal static class RowSums
{
    /// <summary>Adds a row by its weight.</summary>
    public static void Add(double[] to, double[] from, double weight)
    {
        var at = 0;
        for (; at <= to.Length - Vector<double>.Count; at += Vector<double>.Count)
        {
            (new Vector<double>(to, at) + (new Vector<double>(from, at) * weight)).CopyTo(to, at);
        }

        for (; at < to.Length; at++)
        {
            to[at] += from[at] * weight;
        }
    }

    /// <summary>Rows of zeros.</summary>
    public static double[][] Zeros(int count, int dimensions) =>
        [.. Enumerable.Range(0, count).Select(_ => new double[dimensions])];
}
