using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DigestMailer.Topics.Meaning;

/// <summary>
/// The product of two vectors of small whole numbers, exact, so that it is the same with and without wide registers.
/// </summary>
internal static class SmallDot
{
    private const int MostAtOnce = 1024;

    public static int Of(ReadOnlySpan<sbyte> one, ReadOnlySpan<sbyte> other) =>
        Vector256.IsHardwareAccelerated ? Wide(one, other) : Plain(one, other);

    /// <summary>The products of one vector with each of many that are side by side.</summary>
    public static void Many(ReadOnlySpan<sbyte> rows, ReadOnlySpan<sbyte> one, Span<int> products)
    {
        if (Avx2.IsSupported && one.Length % Vector128<sbyte>.Count == 0 && one.Length is > 0 and <= MostAtOnce)
        {
            Widest(rows, one, products);
            return;
        }

        for (var row = 0; row < products.Length; row++)
        {
            products[row] = Of(rows.Slice(row * one.Length, one.Length), one);
        }
    }

    /// <summary>Widens the one vector once; two products and their sum are one instruction.</summary>
    private static void Widest(ReadOnlySpan<sbyte> rows, ReadOnlySpan<sbyte> one, Span<int> products)
    {
        Span<short> wide = stackalloc short[one.Length];
        for (var i = 0; i < wide.Length; i++)
        {
            wide[i] = one[i];
        }

        ref var row = ref MemoryMarshal.GetReference(rows[..(products.Length * one.Length)]);
        ref var column = ref MemoryMarshal.GetReference(wide);
        for (var at = 0; at < products.Length; at++)
        {
            var sums = Vector256<int>.Zero;
            for (var i = 0; i < wide.Length; i += Vector256<short>.Count)
            {
                var small = Vector128.LoadUnsafe(ref row, (nuint)((at * wide.Length) + i));
                sums += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(small),
                    Vector256.LoadUnsafe(ref column, (nuint)i));
            }

            products[at] = Vector256.Sum(sums);
        }
    }

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
