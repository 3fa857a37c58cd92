using System.Numerics.Tensors;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>The directions in which vectors differ most, by orthogonal iteration from a fixed beginning.</summary>
internal sealed class Projection
{
    private const int Rounds = 60;
    private readonly float[][] axes;

    public Projection(IReadOnlyList<float[]> vectors, int dimensions)
    {
        var products = Products(vectors);
        var random = new Random(1);
        axes = [.. Enumerable.Range(0, dimensions)
            .Select(_ => products.Select(_ => (float)(random.NextDouble() - 0.5)).ToArray())];
        for (var round = 0; round < Rounds; round++)
        {
            axes = Array.ConvertAll(axes,
                axis => Array.ConvertAll(products, row => TensorPrimitives.Dot<float>(row, axis)));
            MakeOrthogonal();
        }
    }

    private static float[][] Products(IReadOnlyList<float[]> vectors)
    {
        var length = vectors[0].Length;
        var products = Enumerable.Range(0, length).Select(_ => new float[length]).ToArray();
        foreach (var vector in vectors)
        {
            for (var i = 0; i < length; i++)
            {
                TensorPrimitives.MultiplyAdd(vector, vector[i], products[i], products[i]);
            }
        }

        return products;
    }

    private void MakeOrthogonal()
    {
        for (var i = 0; i < axes.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var share = TensorPrimitives.Dot<float>(axes[i], axes[j]);
                TensorPrimitives.MultiplyAdd(axes[j], -share, axes[i], axes[i]);
            }

            TensorPrimitives.Divide(axes[i], TensorPrimitives.Norm<float>(axes[i]), axes[i]);
        }
    }

    public float[] Of(float[] vector) => Array.ConvertAll(axes, axis => TensorPrimitives.Dot<float>(axis, vector));
}
