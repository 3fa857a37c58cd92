using System.Text.RegularExpressions;

namespace DigestMailer.Papers;

/// <summary>
/// Whether a listing says that its paper is withdrawn or retracted, whichever kind of source it comes from. Sources
/// mark that in fields of their own, in the title, or only in words. A sentence counts when it says so of this very
/// paper: a claim, a rival or an earlier version that is withdrawn, and a submission withdrawn from a conference, are
/// something else.
/// </summary>
internal static partial class Withdrawal
{
    private const string Work =
        @"(?:e-?print|pre-?print|paper|article|chapter|manuscript|submission|work|document|version|publication)";
    private const string Ours =
        @"(?:this|the|our|their|present|above)\s+(?:(?:current|whole|arxiv|above|published)\s+)*" + Work;
    private const string Is =
        @"(?:has|have|had|was|is|were|are)\s+(?:(?:now|hereby|temporarily|since|being|been)\s+)*";
    private const string Gone =
        Is + @"(?:withdrawn|retracted|removed\s+by\s+(?:the\s+)?(?:arxiv|publisher|editors?))\b";
    private const string Here = @"(?!(?:\s+by\s+(?:(?:the|its|their)\s+)?authors?)?\s+from\s+"
        + @"(?!(?:the\s+)?(?:arxiv|publication|consideration|biorxiv|medrxiv)))";
    private const string Note = @"(?:(?:note|abstract|retraction|arxiv\s+admin\s+note|admin\s+note)\W+)?";
    private const string Reason = @"(?:due|because|owing|by|at|from|as|since|following|per|pending|until|for|after"
        + @"|while|upon|on\s+request|to\s+(?:fix|correct|revise|be\s+(?:revised|corrected|fixed)))\b";
    private const string Undone =
        @"(?:withdrawn|retracted)\b(?=\W*$|\s*[.,;:!)\]]|\s*[-–—]|\s+" + Reason + ")" + Here;
    private const int TimeLimit = 1000;

    /// <param name="comment">The authors' comment, where the source has one.</param>
    /// <param name="summary">The abstract, which the notice often replaces.</param>
    public static bool IsMeant(string? comment, string? summary) =>
        SaysSo(comment, anywhere: true) || SaysSo(summary, anywhere: false);

    /// <summary>The listing with what its title and abstract say of a withdrawal.</summary>
    /// <returns>Null for a notice about a correction, which is not a paper.</returns>
    public static Listing? Judged(Listing listing) => TitleNotice.Of(listing.Title).Kind switch
    {
        TitleNoticeKind.Correction => null,
        TitleNoticeKind.Retracted or TitleNoticeKind.Retraction => listing with { Withdrawn = true },
        _ when Corrects().IsMatch(listing.Abstract) => null,
        _ when !listing.Withdrawn && IsMeant(null, listing.Abstract) => listing with { Withdrawn = true },
        _ => listing,
    };

    private static bool SaysSo(string? text, bool anywhere)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        // The notice is at the beginning; in an abstract a later sentence is about something else.
        var line = (text.Length > 400 ? text[..400] : text).ReplaceLineEndings(" ").Trim();
        return Bare().IsMatch(line) || AtStart().IsMatch(line) || ByAuthors().IsMatch(line) || Above().IsMatch(line)
            || Requested().IsMatch(line) || (anywhere && (Inside().IsMatch(line) || InClause(line)));
    }

    /// <summary>
    /// A later part of a comment without "this paper", such as "10 pages; withdrawn due to a mistake". Behind words of
    /// a conference or another version it is about those, unless it names a mistake or arXiv.
    /// </summary>
    private static bool InClause(string line) =>
        Clause().Match(line) is { Success: true } clause
        && (!Elsewhere().IsMatch(line[..clause.Index]) || Mistake().IsMatch(line[clause.Index..]));

    [GeneratedRegex(@"^\W*" + Note + @"(?:(?:this|the|our)\s+(?:(?:current|whole|arxiv)\s+)*(?=" + Work + @"\b))?"
        + "(?>(?:" + Work + @"\s+|ahead\s+of\s+print\s+|" + Is + @"|temporarily\s+)*)" + Undone,
        RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex Bare();

    [GeneratedRegex(@"^\W*" + Note + @"(?:the\s+full\s+text\s+of\s+)?" + Ours + @"\s+" + Gone + Here,
        RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex AtStart();

    [GeneratedRegex(@"^\W*(?:we|i|the\s+authors?|authors?|the\s+(?:publisher|journal|editors?)|(?:bio|med|chem"
        + @"|ar)x?r?xiv)\s+(?:\w+\s+){0,5}?"
        + @"(?:withdraw|withdrew|withdrawn|withdrawing|retract|retracted|retracting)\s+(?:this|the|our"
        + @"|their)\s+(?:\w+\s+)?"
        + Work + @"\b" + Here, RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex ByAuthors();

    /// <summary>"The author requests withdrawal of this paper", "Withdrawing due to an error".</summary>
    [GeneratedRegex(@"^\W*" + Note + @"(?:(?:we|i|(?:the\s+|all\s+)?authors?)\s+(?:\w+\s+){0,3}?"
        + @"(?:request|requests|requested|requesting|ask|asks|asked)\s+(?:for\s+)?(?:(?:the|a)\s+)?"
        + @"(?:withdrawal|retraction|removal)(?:\W*$|\s+of\s+" + Ours + @"\b|\s+(?:due|because|owing)\b)"
        + @"|(?:withdrawing|retracting)\s+(?:(?:this|our)\s+(?:\w+\s+)?" + Work
        + @"\b|due\s+to|because|owing\s+to)|(?:withdrawal|retraction)\s+(?:of\s+(?:this|our)\s+(?:\w+\s+)?" + Work
        + @"\b|(?:(?:was|is|has\s+been)\s+)?requested\b|due\s+to\s+(?:\w+\s+){0,2}(?:errors?|mistakes?)\b))" + Here,
        RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex Requested();

    /// <summary>
    /// As publishers word it: "The above article, published online on ..., has been retracted by ...".
    /// </summary>
    [GeneratedRegex(@"^\W*(?:the\s+above|this|the)\s+(?:\w+\s+)?article[^.]{0,250}?\b(?:has|have)\s+been\s+(?:retracted"
        + @"|withdrawn)\s+(?:by|at|due|because|following)\b"
        + @"|^\W*this\s+retracts\s+the\s+article\b"
        + @"|^\W*the\s+publisher\s+regrets\s+that\s+this\s+article\b[^\n]{0,300}\b(?:withdrawn|retracted)\b",
        RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex Above();

    [GeneratedRegex(@"(?:[.;:,(]\s*|note\s+)" + Ours + @"\s+" + Gone + Here, RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex Inside();

    [GeneratedRegex(@"(?:(?<!\bv(?:ersion)?\s*[0-9]{1,2}\s*)[.;:]\s+(?:(?:" + Ours + "|" + Work + @")\s+)?|,\s*(?:"
        + Ours + "|" + Work + @")\s+)(?:" + Is + ")?" + Undone
        + @"|[.;:]\s+withdrawing\s+(?:(?:this|the|our)\s+" + Work + @"\b|due\s+to|because)" + Here,
        RegexOptions.IgnoreCase, TimeLimit)]
    private static partial Regex Clause();

    [GeneratedRegex(@"\b(?:submi\w*|accepted|review\w*|reject\w*|supersedes|replaces|extends|earlier|previous|prior"
        + @"|original|old|first|second)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"\b(?:errors?|mistakes?|flaw\w*|bugs?|gaps?|wrong|incorrect|invalid|arxiv)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Mistake();

    [GeneratedRegex(@"^\W*this\s+corrects\s+the\s+article\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Corrects();
}
