using System.Runtime.CompilerServices;

namespace DigestMailer.Topics.Index;

/// <summary>
/// The words of texts in the order in which they are met, until they are sorted by word. It grows by small pieces: a
/// list for each word was copied whenever it grew, and collecting those copies took half of the time of an index.
/// </summary>
internal sealed class WordLog
{
    // 64 KB, less than what counts as a large object.
    private const int PieceLength = 8000;

    private readonly List<(int Word, uint Span)[]> pieces = [];
    private readonly List<int> counts = [];
    private int free;

    /// <summary>Adds a word, whose number is at most that of the words before it plus one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int word, uint span)
    {
        if (free == 0)
        {
            pieces.Add(new (int, uint)[PieceLength]);
            free = PieceLength;
        }

        pieces[^1][PieceLength - free--] = (word, span);
        if (word == counts.Count)
        {
            counts.Add(0);
        }

        counts[word]++;
    }

    /// <summary>The spans of all words side by side, those of a word in their order.</summary>
    /// <returns>Where the spans of each word begin, and behind the last word, where all end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (int[] Starts, uint[] Spans) Sorted()
    {
        var starts = new int[counts.Count + 1];
        for (var word = 0; word < counts.Count; word++)
        {
            starts[word + 1] = starts[word] + counts[word];
        }

        var (next, spans) = (starts[..^1], new uint[starts[^1]]);
        foreach (var piece in pieces)
        {
            foreach (var (word, span) in piece.AsSpan(0, piece == pieces[^1] ? PieceLength - free : PieceLength))
            {
                spans[next[word]++] = span;
            }
        }

        return (starts, spans);
    }
}
