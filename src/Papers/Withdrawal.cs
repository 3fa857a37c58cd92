using System.Text.RegularExpressions;

namespace DigestMailer.Papers;

/// <summary>
/// arXiv marks a withdrawal only in words. What counts is a sentence that says it of this very paper: a claim, a rival
/// or an earlier version that is withdrawn, and a submission withdrawn from a conference, are something else.
/// </summary>
internal static partial class Withdrawal
{
    private const string Work = @"(?:e-?print|pre-?print|paper|article|manuscript|submission|work|document|version)";
    private const string Ours = @"(?:this|the|our|present)\s+(?:(?:current|whole|arxiv)\s+)*" + Work;
    private const string Gone =
        @"(?:has|have|had|was|is|were)\s+(?:(?:now|hereby|temporarily|being|been)\s+)*(?:withdrawn|retracted|removed\s+by\s+(?:the\s+)?arxiv)\b";
    private const string Here = @"(?!\s+from\s+(?!(?:the\s+)?(?:arxiv|publication|consideration)))";

    /// <param name="comment">The authors' comment, where the source has one.</param>
    /// <param name="summary">The abstract, which the notice often replaces.</param>
    public static bool IsMeant(string? comment, string? summary) =>
        SaysSo(comment, anywhere: true) || SaysSo(summary, anywhere: false);

    private static bool SaysSo(string? text, bool anywhere)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        // The notice stands in front; in an abstract a later sentence tells of something else.
        var line = (text.Length > 400 ? text[..400] : text).ReplaceLineEndings(" ").Trim();
        return Bare().IsMatch(line) || AtStart().IsMatch(line) || ByAuthors().IsMatch(line)
            || (anywhere && Inside().IsMatch(line));
    }

    [GeneratedRegex(@"^\W*(?:note\W+)?(?:" + Work
        + @"\s+|has\s+been\s+|temporarily\s+)*(?:withdrawn|retracted)\b(?!\s+(?:paper|work|submission|arxiv|claims?|results?))" + Here, RegexOptions.IgnoreCase)]
    private static partial Regex Bare();

    [GeneratedRegex(@"^\W*(?:(?:note|arxiv\s+admin\s+note|admin\s+note)\W+)?" + Ours + @"\s+" + Gone + Here,
        RegexOptions.IgnoreCase)]
    private static partial Regex AtStart();

    [GeneratedRegex(@"^\W*(?:we|i|the\s+authors?|authors?)\s+(?:\w+\s+){0,5}?(?:withdraw|withdrew|withdrawn|withdrawing|retract|retracted|retracting)\s+(?:this|the|our)\s+(?:\w+\s+)?" + Work + @"\b" + Here, RegexOptions.IgnoreCase)]
    private static partial Regex ByAuthors();

    [GeneratedRegex(@"(?:[.;:,(]\s*|note\s+)" + Ours + @"\s+" + Gone + Here, RegexOptions.IgnoreCase)]
    private static partial Regex Inside();
}
