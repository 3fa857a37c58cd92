using System.Text;

namespace DigestMailer.Papers.Text;

/// <summary>
/// What a summary looks like that a card may show: one or two whole sentences of 8 to 60 words, without a link.
/// </summary>
internal static class SummaryForm
{
    public const int MostWords = 60;
    private const int FewestWords = 8;
    private const int MostSentences = 2;
    private const int Longest = 480;

    /// <param name="text">On one line.</param>
    public static bool Is(string text) =>
        text.Length is > 0 and <= Longest && Sentences.IsWhole(text) && Words(text) is >= FewestWords and <= MostWords
            && Sentences.Starts(text).Count <= MostSentences && !text.Contains("://", StringComparison.Ordinal);

    /// <summary>
    /// Words by the spaces between them. Where a script has none, two of its signs are a word, as they are on average.
    /// </summary>
    public static int Words(string text)
    {
        var signs = text.EnumerateRunes().Count(rune => WritingSystem.Of(rune) is Script.Han or Script.Kana);
        return text.Count(c => c == ' ') + 1 + (signs / 2);
    }
}
