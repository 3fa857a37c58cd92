using System.Runtime.Intrinsics;

namespace DigestMailer.Topics.Meaning;

/// <summary>
/// The product of two vectors of small whole numbers, exact, so that it is the same with and without wide registers.
/// </summary>
internal static class SmallDot
{
    public static int Of(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other) =>
        Vector256.IsHardwareAccelerated ? Wide(one, other) : Plain(one, other);

    /// <summary>The same one by one; the twin that the tests compare.</summary>
    public static int Plain(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other)
    {
        var sum = 0;
        for (var i = 0; i < one.Length; i++)
        {
            sum += one[i] * other[i];
        }

        return sum;
    }

    /// <summary>Thirty-two at a time; correct on every machine, fast where registers are wide.</summary>
    public static int Wide(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other)
    {
        var sums = Vector256<int>.Zero;
        var at = 0;
        for (; at <= one.Length - Vector256<sbyte>.Count; at += Vector256<sbyte>.Count)
        {
            var (left, right) = (Vector256.Create(one.Slice(at, Vector256<sbyte>.Count)),
                Vector256.Create(other.Slice(at, Vector256<sbyte>.Count)));
            var (leftLow, leftHigh) = Vector256.Widen(left);
            var (rightLow, rightHigh) = Vector256.Widen(right);
            // A product of two such numbers fits into 16 bits; only their sum needs more.
            sums += Widened(leftLow * rightLow) + Widened(leftHigh * rightHigh);
        }

        return Vector256.Sum(sums) + Plain(one[at..], other[at..]);
    }

    private static Vector256<int> Widened(Vector256<short> products)
    {
        var (low, high) = Vector256.Widen(products);
        return low + high;
    }
}
