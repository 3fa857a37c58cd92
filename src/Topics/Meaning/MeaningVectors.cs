using System.Runtime.CompilerServices;

namespace DigestMailer.Topics.Meaning;

/// <summary>
/// The meanings of many texts as small whole numbers side by side, each less what all have in common, so that what is
/// left tells them apart. Immutable; safe for several threads.
/// </summary>
internal sealed class MeaningVectors
{
    private readonly int dimensions;
    private readonly float[] common;
    private readonly sbyte[] parts;
    private readonly float[] lengths;

    /// <param name="directions">Of the texts, by place.</param>
    /// <param name="common">What is taken off each.</param>
    public MeaningVectors(IReadOnlyList<float[]> directions, int dimensions, float[] common)
    {
        this.dimensions = dimensions;
        this.common = common;
        parts = new sbyte[directions.Count * dimensions];
        lengths = new float[directions.Count];
        for (var place = 0; place < directions.Count; place++)
        {
            lengths[place] = Small(directions[place], parts.AsSpan(place * dimensions, dimensions));
        }
    }

    public int Count => lengths.Length;

    /// <summary>What directions have in common.</summary>
    public static float[] Mean(IReadOnlyList<float[]> directions, int dimensions)
    {
        var sums = new double[dimensions];
        foreach (var direction in directions)
        {
            for (var i = 0; i < dimensions; i++)
            {
                sums[i] += direction[i];
            }
        }

        return Array.ConvertAll(sums, sum => (float)(sum / Math.Max(1, directions.Count)));
    }

    /// <summary>A text from elsewhere as a vector that can be compared with these.</summary>
    public MeaningVector Of(float[] direction)
    {
        var small = new sbyte[dimensions];
        return new MeaningVector(small, Small(direction, small));
    }

    /// <summary>The vector at a place.</summary>
    public MeaningVector this[int place] => new(parts[(place * dimensions)..((place + 1) * dimensions)],
        lengths[place]);

    /// <summary>Adds the direction at a place to a sum; nothing where its text says nothing.</summary>
    public void AddTo(Span<float> sums, int place)
    {
        var row = parts.AsSpan(place * dimensions, dimensions);
        for (var i = 0; i < row.Length && lengths[place] > 0; i++)
        {
            sums[i] += row[i] / lengths[place];
        }
    }

    /// <summary>The cosine of each text's vector with this one, by place; 0 where one of them says nothing.</summary>
    public float[] Cosines(MeaningVector vector)
    {
        var products = new int[lengths.Length];
        SmallDot.Many(parts, vector.Parts, products);
        var cosines = new float[lengths.Length];
        for (var place = 0; place < cosines.Length; place++)
        {
            var length = lengths[place] * vector.Length;
            cosines[place] = length > 0 ? products[place] / length : 0;
        }

        return cosines;
    }

    public float Cosine(int place, MeaningVector vector)
    {
        var length = lengths[place] * vector.Length;
        return length > 0 ? SmallDot.Of(parts.AsSpan(place * dimensions, dimensions), vector.Parts) / length : 0;
    }

    /// <summary>Rounds to whole numbers up to 127, and gives the length of what came out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Small(float[] direction, Span<sbyte> small)
    {
        Span<float> left = stackalloc float[dimensions];
        var (most, isNothing) = (0f, true);
        for (var i = 0; i < dimensions; i++)
        {
            isNothing &= direction[i] == 0;
            left[i] = direction[i] - common[i];
            most = Math.Max(most, Math.Abs(left[i]));
        }

        var squares = 0;
        for (var i = 0; i < dimensions && most > 0 && !isNothing; i++)
        {
            small[i] = (sbyte)MathF.Round(left[i] / most * sbyte.MaxValue);
            squares += small[i] * small[i];
        }

        return (float)Math.Sqrt(squares);
    }
}
