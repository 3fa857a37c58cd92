namespace DigestMailer.Topics.Meaning;

/// <summary>
/// What sets one paper apart from the papers in play: a direction in which all of them differ says less of a like than
/// one in which few do. A linear discriminant (R. A. Fisher, 1936) of one paper against all, with the spread of all
/// shrunk towards that of a ball, because papers are few. Immutable; safe for several threads.
/// </summary>
internal sealed class Contrast
{
    // In mean spreads; tuned on papers of other days than those that judge it.
    private const double Shrinkage = 3;

    private readonly double[][] inverse;

    /// <param name="vectors">Of the papers in play, less what all have in common.</param>
    public Contrast(MeaningVectors vectors, int dimensions)
    {
        var spread = RowSums.Zeros(dimensions, dimensions);
        for (var place = 0; place < vectors.Count; place++)
        {
            var row = RowOf(vectors[place]);
            for (var i = 0; i < dimensions; i++)
            {
                RowSums.Add(spread[i], row, row[i]);
            }
        }

        var mean = Math.Max(1e-9, Enumerable.Range(0, dimensions).Sum(i => spread[i][i]) / dimensions);
        for (var i = 0; i < dimensions; i++)
        {
            spread[i] = Array.ConvertAll(spread[i], part => part / mean);
            spread[i][i] += Shrinkage;
        }

        inverse = InverseOf(spread);
    }

    /// <summary>The direction in which a paper differs from the others.</summary>
    public MeaningVector Of(MeaningVector vector)
    {
        var (sum, row) = (new double[inverse.Length], RowOf(vector));
        for (var i = 0; i < row.Length; i++)
        {
            RowSums.Add(sum, inverse[i], row[i]);
        }

        return MeaningVector.Of(Array.ConvertAll(sum, part => (float)part));
    }

    private static double[] RowOf(MeaningVector vector) =>
        [.. Enumerable.Range(0, vector.Parts.Length).Select(i => (double)vector[i])];

    /// <summary>Of a matrix that is symmetric and positive, by elimination in its own order.</summary>
    private static double[][] InverseOf(double[][] matrix)
    {
        var inverse = RowSums.Zeros(matrix.Length, matrix.Length);
        for (var i = 0; i < matrix.Length; i++)
        {
            inverse[i][i] = 1;
        }

        for (var pivot = 0; pivot < matrix.Length; pivot++)
        {
            var by = 1 / matrix[pivot][pivot];
            matrix[pivot] = Array.ConvertAll(matrix[pivot], part => part * by);
            inverse[pivot] = Array.ConvertAll(inverse[pivot], part => part * by);
            for (var row = 0; row < matrix.Length; row++)
            {
                if (row != pivot && -matrix[row][pivot] is not 0 and var weight)
                {
                    RowSums.Add(matrix[row], matrix[pivot], weight);
                    RowSums.Add(inverse[row], inverse[pivot], weight);
                }
            }
        }

        return inverse;
    }
}
