using System.Numerics.Tensors;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>
/// Fits a vector for each piece of the vocabulary, so that their sum over a text points where the teacher's vector of
/// the text points. It starts from what the teacher says of each piece alone, weighed by how rare it is, so that words
/// that no text had are not without meaning. One thread and a fixed order: the same texts give the same bytes.
/// </summary>
internal sealed class TableFit
{
    private const float Rarest = 6;
    private readonly int dimensions;
    private readonly float[][] rows;
    private readonly float[] spent;

    /// <param name="pieces">The teacher's vector of each piece alone, projected.</param>
    public TableFit(IReadOnlyList<float[]> pieces, IReadOnlyList<FitText> texts)
    {
        dimensions = pieces[0].Length;
        spent = new float[pieces.Count];
        var holders = new int[pieces.Count];
        foreach (var piece in texts.SelectMany(text => text.Pieces.Distinct()))
        {
            holders[piece]++;
        }

        var mean = new float[dimensions];
        foreach (var piece in pieces)
        {
            TensorPrimitives.Add(mean, piece, mean);
        }

        TensorPrimitives.Divide(mean, pieces.Count, mean);
        rows = [.. pieces.Select((piece, number) =>
        {
            var row = new float[dimensions];
            TensorPrimitives.Subtract(piece, mean, row);
            var weight = Math.Min(Rarest, MathF.Log((texts.Count + 1f) / (holders[number] + 0.5f)));
            TensorPrimitives.Multiply(row, Math.Max(weight, 0.05f), row);
            return row;
        })];
    }

    public IReadOnlyList<float[]> Rows => rows;

    /// <summary>Goes once over the texts, in an order of its own.</summary>
    /// <param name="rate">How far a step leads.</param>
    public void Pass(FitText[] texts, Random random, float rate)
    {
        random.Shuffle(texts);
        var (sum, step) = (new float[dimensions], new float[dimensions]);
        foreach (var text in texts)
        {
            var length = Sum(text, sum);
            if (length == 0)
            {
                continue;
            }

            // The gradient of the cosine: what the wanted direction has beyond the sum's own.
            var cosine = TensorPrimitives.Dot<float>(sum, text.Wanted) / length;
            TensorPrimitives.Multiply(sum, -cosine / length, step);
            TensorPrimitives.Add(step, text.Wanted, step);
            TensorPrimitives.Divide(step, length, step);
            var squares = TensorPrimitives.SumOfSquares<float>(step) / dimensions;
            foreach (var piece in text.Pieces)
            {
                spent[piece] += squares;
                TensorPrimitives.MultiplyAdd(step, rate / MathF.Sqrt(spent[piece] + 1e-9f), rows[piece], rows[piece]);
            }
        }
    }

    private float Sum(FitText text, float[] sum)
    {
        Array.Clear(sum);
        foreach (var piece in text.Pieces)
        {
            TensorPrimitives.Add(sum, rows[piece], sum);
        }

        return TensorPrimitives.Norm<float>(sum);
    }

    /// <summary>The mean cosine with the teacher over texts that were not fitted.</summary>
    public double Agreement(IReadOnlyList<FitText> texts)
    {
        var sum = new float[dimensions];
        return texts.Average(text => Sum(text, sum) is var length and > 0
            ? TensorPrimitives.Dot<float>(sum, text.Wanted) / length : 0);
    }
}

/// <summary>The pieces of a text, and the direction in which the teacher's projected vector points.</summary>
internal sealed record FitText(int[] Pieces, float[] Wanted);
