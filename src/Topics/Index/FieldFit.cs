using DigestMailer.Topics.Meaning;

namespace DigestMailer.Topics.Index;

/// <summary>
/// Whether a table fits the papers at hand: it must have most of their words whole. A word in pieces says by its
/// spelling what it means, and one of another language means nothing to it. It needs no judgement of readers.
/// </summary>
internal static class FieldFit
{
    /// <summary>A table that has fewer of the words does not fit.</summary>
    public const double Least = 0.6;

    private const int ShortestWord = 3;

    /// <param name="words">Of the papers, as they are written, with how often each is.</param>
    /// <returns>The part of the words of three letters and more that the table has whole, 0 to 1.</returns>
    public static double Of(MeaningTable table, IEnumerable<(string Word, int Count)> words)
    {
        var (all, whole) = (0, 0);
        foreach (var (word, count) in words.Where(word => IsTelling(word.Word)))
        {
            all += count;
            whole += word.All(char.IsAsciiLetterLower) && table.Knows(word) ? count : 0;
        }

        return all == 0 ? 1 : whole / (double)all;
    }

    /// <summary>Chinese and Japanese signs are words of one.</summary>
    private static bool IsTelling(string word) =>
        word.All(char.IsLetter) && (word.Length >= ShortestWord || !char.IsAscii(word[0]));
}
