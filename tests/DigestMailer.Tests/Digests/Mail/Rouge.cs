using System.Text.RegularExpressions;

namespace DigestMailer.Tests.Digests.Mail;

/// <summary>ROUGE-1 (Lin, 2004): how many words a text shares with a summary. The benchmarks use it too.</summary>
internal static partial class Rouge
{
    /// <returns>The share of the summary's words, each as often as it comes, that the text has.</returns>
    public static double Recall(string summary, string text)
    {
        var left = Words(text).CountBy(word => word).ToDictionary();
        var wanted = Words(summary).ToList();
        return wanted.Count(word => left.TryGetValue(word, out var count) && (left[word] = count - 1) >= 0)
            / (double)wanted.Count;
    }

    private static IEnumerable<string> Words(string text) =>
        Word().Matches(text.ToLowerInvariant()).Select(word => word.Value);

    [GeneratedRegex(@"\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
