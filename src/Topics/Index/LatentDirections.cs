using DigestMailer.Topics.Meaning;

namespace DigestMailer.Topics.Index;

/// <summary>
/// The directions in which the words of texts go together most: orthogonal iteration (G. H. Golub and C. F. Van Loan,
/// Matrix Computations, 8.2.4) from a fixed beginning, on the matrix of texts and words. Every sum is made in one
/// order, number by number, so that wide registers change nothing.
/// </summary>
internal static class LatentDirections
{
    private const int Rounds = 5;

    // Of the mean square; texts that say all the same do not stop it.
    private const double Least = 1e-9;

    /// <returns>A vector for each term.</returns>
    public static double[][] Of(IReadOnlyList<LatentText> texts, int terms, int dimensions)
    {
        var random = new Random(1);
        var seen = RowSums.Zeros(texts.Count, dimensions);
        foreach (var row in seen)
        {
            for (var i = 0; i < dimensions; i++)
            {
                row[i] = random.NextDouble() - 0.5;
            }
        }

        var directions = RowSums.Zeros(terms, dimensions);
        for (var round = 0; round < Rounds; round++)
        {
            ToTerms(texts, seen, directions);
            MakeOrthogonal(directions, dimensions);
            ToTexts(texts, directions, seen);
        }

        return directions;
    }

    private static void ToTerms(IReadOnlyList<LatentText> texts, double[][] seen, double[][] directions)
    {
        Array.ForEach(directions, Array.Clear);
        for (var text = 0; text < texts.Count; text++)
        {
            for (var i = 0; i < texts[text].Terms.Length; i++)
            {
                RowSums.Add(directions[texts[text].Terms[i]], seen[text], texts[text].Weights[i]);
            }
        }
    }

    private static void ToTexts(IReadOnlyList<LatentText> texts, double[][] directions, double[][] seen)
    {
        Array.ForEach(seen, Array.Clear);
        for (var text = 0; text < texts.Count; text++)
        {
            for (var i = 0; i < texts[text].Terms.Length; i++)
            {
                RowSums.Add(seen[text], directions[texts[text].Terms[i]], texts[text].Weights[i]);
            }
        }
    }

    /// <summary>By the Cholesky factor of the products of all columns.</summary>
    private static void MakeOrthogonal(double[][] rows, int dimensions)
    {
        var products = RowSums.Zeros(dimensions, dimensions);
        foreach (var row in rows)
        {
            for (var i = 0; i < dimensions; i++)
            {
                RowSums.Add(products[i], row, row[i]);
            }
        }

        var least = Least * Enumerable.Range(0, dimensions).Sum(i => products[i][i]) / dimensions;
        var lower = Lower(products, least);
        foreach (var row in rows)
        {
            for (var i = 0; i < dimensions; i++)
            {
                row[i] = (row[i] - Product(lower[i], row, i)) / lower[i][i];
            }
        }
    }

    private static double[][] Lower(double[][] products, double least)
    {
        var lower = RowSums.Zeros(products.Length, products.Length);
        for (var i = 0; i < products.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                lower[i][j] = (products[i][j] - Product(lower[i], lower[j], j)) / lower[j][j];
            }

            lower[i][i] = Math.Sqrt(Math.Max(least, products[i][i] - Product(lower[i], lower[i], i)));
        }

        return lower;
    }

    private static double Product(double[] one, double[] other, int count)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += one[i] * other[i];
        }

        return sum;
    }
}
