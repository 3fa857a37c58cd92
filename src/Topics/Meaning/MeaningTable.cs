using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace DigestMailer.Topics.Meaning;

/// <summary>
/// One small vector for each piece of a word; their sum over a text points where the text's meaning is. It replaces a
/// sentence model: no native library, and a fraction of a millisecond an abstract. All sums are of whole numbers, so
/// that every machine finds the same. Immutable; safe for several threads.
/// </summary>
internal sealed class MeaningTable
{
    /// <summary>Of the file's format and of its vectors: those of two versions cannot be compared.</summary>
    public const int Version = 1;

    /// <summary>How a file begins.</summary>
    public static readonly byte[] Mark = "DMTABLE\n"u8.ToArray();

    // Longer than any abstract; whole numbers cannot overflow before.
    private const int MostPieces = 2000;
    private const int HeadLength = 24;

    private readonly IPieces pieces;
    private readonly ushort[] weights;
    private readonly sbyte[] vectors;

    private MeaningTable(IPieces pieces, ushort[] weights, sbyte[] vectors, int dimensions) =>
        (this.pieces, this.weights, this.vectors, Dimensions) = (pieces, weights, vectors, dimensions);

    /// <summary>Whether it was made here of papers at hand; then no cosine is known to mean the same thing.</summary>
    public bool IsOfPapers { get; private init; }

    /// <summary>How many numbers a vector has.</summary>
    public int Dimensions { get; }

    /// <summary>A table made of papers at hand.</summary>
    /// <param name="rows">The vector of each piece, by its number.</param>
    public static MeaningTable Make(IPieces pieces, IReadOnlyList<float[]> rows)
    {
        var (weights, parts) = SmallRows.Of(rows);
        return new MeaningTable(pieces, weights, parts, rows[0].Length) { IsOfPapers = true };
    }

    /// <summary>Reads a file, or says in one line why it cannot be used.</summary>
    public static (MeaningTable? Table, string? Fault) Load(string path)
    {
        try
        {
            return File.Exists(path) ? Read(File.ReadAllBytes(path)) : (null, $"{path} is missing");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, $"{path} cannot be read: {fault.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Reads the bytes of a file, or says in one line why they cannot be used.</summary>
    public static (MeaningTable? Table, string? Fault) Read(byte[] bytes)
    {
        if (bytes.Length < HeadLength || !bytes.AsSpan(0, Mark.Length).SequenceEqual(Mark))
        {
            return (null, "the table of meaning is not a table, or is truncated");
        }

        if (Number(bytes, 0) is not Version and var version)
        {
            return (null, $"the table of meaning has version {version}; this program reads version {Version}");
        }

        var (dimensions, tokens, letters) = (Number(bytes, 1), Number(bytes, 2), Number(bytes, 3));
        var length = HeadLength + (long)letters + (tokens * (sizeof(ushort) + (long)dimensions));
        if (dimensions is < 8 or > 1024 || tokens < 1 || letters < 1
            || bytes.Length != length + SHA256.HashSizeInBytes
            || !SHA256.HashData(bytes.AsSpan(0, (int)length)).AsSpan().SequenceEqual(bytes.AsSpan((int)length)))
        {
            return (null, "the table of meaning is truncated or damaged");
        }

        var vocabulary = Encoding.UTF8.GetString(bytes, HeadLength, letters).Split('\n');
        var rest = bytes.AsSpan(HeadLength + letters);
        return vocabulary.Length != tokens ? (null, "the table of meaning is damaged")
            : (new MeaningTable(new WordPieces(vocabulary), Weights(rest[..(tokens * sizeof(ushort))]),
                MemoryMarshal.Cast<byte, sbyte>(rest.Slice(tokens * sizeof(ushort), tokens * dimensions)).ToArray(),
                dimensions), null);
    }

    private static int Number(byte[] bytes, int place) =>
        BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Mark.Length + (place * sizeof(int))));

    private static ushort[] Weights(ReadOnlySpan<byte> bytes)
    {
        var weights = new ushort[bytes.Length / sizeof(ushort)];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(ushort))..]);
        }

        return weights;
    }

    /// <summary>The direction of a text, of length 1; all zeros where it holds no word that the table knows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public float[] Of(string text)
    {
        Span<int> sums = stackalloc int[Dimensions];
        foreach (var piece in pieces.Of(text, MostPieces))
        {
            Add(vectors.AsSpan(piece * Dimensions, Dimensions), weights[piece], sums);
        }

        return Direction(sums);
    }

    /// <summary>The direction of a paper.</summary>
    public float[] Of(string title, string summary) => Of(TextOf(title, summary));

    /// <summary>A paper as the one text for which the table was fitted.</summary>
    public static string TextOf(string title, string summary) => summary.Length == 0 ? title : $"{title}. {summary}";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(ReadOnlySpan<sbyte> vector, int weight, Span<int> sums)
    {
        var at = 0;
        for (; at <= sums.Length - Vector<sbyte>.Count; at += Vector<sbyte>.Count)
        {
            Vector.Widen(new Vector<sbyte>(vector[at..]), out var low, out var high);
            Add(low, weight, sums[at..]);
            Add(high, weight, sums[(at + Vector<short>.Count)..]);
        }

        for (; at < sums.Length; at++)
        {
            sums[at] += vector[at] * weight;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(Vector<short> parts, int weight, Span<int> sums)
    {
        Vector.Widen(parts, out var low, out var high);
        (new Vector<int>(sums) + (low * weight)).CopyTo(sums);
        var second = sums[Vector<int>.Count..];
        (new Vector<int>(second) + (high * weight)).CopyTo(second);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float[] Direction(ReadOnlySpan<int> sums)
    {
        var squares = 0.0;
        foreach (var sum in sums)
        {
            squares += (double)sum * sum;
        }

        var direction = new float[sums.Length];
        for (var i = 0; i < sums.Length && squares > 0; i++)
        {
            direction[i] = (float)(sums[i] / Math.Sqrt(squares));
        }

        return direction;
    }

    /// <summary>Whether it has a word as a whole, not in pieces.</summary>
    public bool Knows(string word) => pieces.Of(word, 2).Count == 1;

    /// <summary>How far a word moves a text that it is in towards a direction.</summary>
    public double Share(string word, ReadOnlySpan<float> direction)
    {
        var share = 0.0;
        foreach (var piece in pieces.Of(word, MostPieces))
        {
            var vector = vectors.AsSpan(piece * Dimensions, Dimensions);
            for (var i = 0; i < vector.Length; i++)
            {
                share += (double)vector[i] * weights[piece] * direction[i];
            }
        }

        return share;
    }
}
