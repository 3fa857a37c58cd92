using System.Runtime.CompilerServices;

namespace DigestMailer.Topics.Meaning;

/// <summary>
/// Pieces of words with their numbers. It knows how long the pieces are that begin with three letters, so that few
/// lengths are looked up without success, which was most of the time of a vector. Safe for several threads once it is
/// filled.
/// </summary>
internal sealed class PieceTable
{
    private const int Head = 3;
    private const int Places = 8192;
    private const int LastBit = 63;

    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byText;

    // By the first letters, a bit for each length, the last for all that are longer; several beginnings share a place.
    private readonly ulong[] lengths = new ulong[Places];

    public PieceTable() => byText = numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds a piece; of two that are alike, the last counts.</summary>
    public void Add(string piece, int number)
    {
        numbers[piece] = number;
        if (piece.Length >= Head)
        {
            lengths[PlaceOf(piece)] |= 1UL << Math.Min(piece.Length, LastBit);
        }
    }

    /// <summary>The longest piece with which a text begins; of length 0 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (int Length, int Number) Longest(ReadOnlySpan<char> text)
    {
        var there = text.Length < Head ? 0 : lengths[PlaceOf(text)];
        for (var length = text.Length; length > 0; length--)
        {
            if ((length < Head || ((there >> Math.Min(length, LastBit)) & 1) != 0)
                && byText.TryGetValue(text[..length], out var number))
            {
                return (length, number);
            }
        }

        return (0, 0);
    }

    private static int PlaceOf(ReadOnlySpan<char> text) => ((((text[0] * 37) + text[1]) * 37) + text[2]) % Places;
}
