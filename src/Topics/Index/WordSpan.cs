namespace DigestMailer.Topics.Index;

/// <summary>
/// A stretch of words in 32 bits, ordered by where it begins: its position among the words of all texts, whether the
/// word is derived (a part or a joined form of what is written), and how many positions it takes, 15 at most.
/// </summary>
internal static class WordSpan
{
    public const int MostPositions = 1 << 27;
    private const int Longest = 15;
    private const uint Derived = 16;

    public static uint Of(int start, int length, bool derived = false) =>
        ((uint)start << 5) | (derived ? Derived : 0) | (uint)Math.Min(length, Longest);

    public static int Start(uint span) => (int)(span >> 5);

    public static int End(uint span) => Start(span) + (int)(span & Longest);

    public static bool IsDerived(uint span) => (span & Derived) != 0;

    /// <summary>Sorts spans of several words or terms; those of one are in order as a rule.</summary>
    public static void Sort(uint[] spans)
    {
        for (var i = 1; i < spans.Length; i++)
        {
            if (spans[i] < spans[i - 1])
            {
                Array.Sort(spans);
                return;
            }
        }
    }
}
