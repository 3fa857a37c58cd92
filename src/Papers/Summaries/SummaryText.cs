using System.Text.RegularExpressions;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Summaries;

/// <summary>
/// Takes the text of a model for what it is, a stranger's: without its reasoning, and only if it is one or two plain
/// sentences in the language that was asked for, with nothing in it that a mail program could make a link of.
/// </summary>
internal static partial class SummaryText
{
    public static SummaryOutcome Read(string content, string language)
    {
        var said = Unquoted(AfterReasoning(content).Trim());
        var line = PaperText.Abstract(said, markup: false);
        return line.Length == 0 ? SummaryOutcome.Rejected("the model wrote nothing")
            : Reasoning().IsMatch(said) ? SummaryOutcome.Rejected("the model's reasoning has no end")
            : said.AsSpan().IndexOfAny('\r', '\n') >= 0 || Formatted().IsMatch(said) || Formatted().IsMatch(line)
                ? SummaryOutcome.Rejected("the text is not plain")
            : Linked().IsMatch(said) || Linked().IsMatch(line) ? SummaryOutcome.Rejected("the text has a link")
            : Chatter().IsMatch(line) ? SummaryOutcome.Rejected("the text is about the task and not about the paper")
            : !SummaryForm.Is(line)
                ? SummaryOutcome.Rejected($"the text is not one or two sentences of 8 to {SummaryForm.MostWords} words")
            : !WrittenLanguage.Is(line, language)
                ? SummaryOutcome.Rejected("the text is in another language than was asked for")
            : SummaryOutcome.Written(line);
    }

    /// <summary>What follows the last reasoning; some servers leave out where it begins.</summary>
    private static string AfterReasoning(string content)
    {
        var from = 0;
        foreach (var end in ReasoningEnd().EnumerateMatches(content))
        {
            from = end.Index + end.Length;
        }

        return content[from..];
    }

    /// <summary>Some put the whole of what they write between quotation marks.</summary>
    private static string Unquoted(string text) =>
        text.Length > 2 && IsMark(text[0]) && IsMark(text[^1]) && !text[1..^1].Any(IsMark) ? text[1..^1].Trim() : text;

    private static bool IsMark(char sign) => sign is '"' or '“' or '”' or '„' or '«' or '»' or '「' or '」';

    private const RegexOptions Options =
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"[<\[◁]\s*(think|thinking|thought|reason|reasoning|reflection|analysis|scratchpad)\b", Options)]
    private static partial Regex Reasoning();

    [GeneratedRegex(
        @"[<\[◁]\s*/\s*(think|thinking|thought|reason|reasoning|reflection|analysis|scratchpad)\s*[>\]▷]", Options)]
    private static partial Regex ReasoningEnd();

    /// <summary>Markdown, markup, lists, and the marks by which models part their turns.</summary>
    [GeneratedRegex(
        @"^\s*([-*•#>|]|\d+[.)])\s|\*\w|\*\*|__|`|\]\s*\(|</?[a-z!][^>]*>|<\||\|>"
        + @"|\{\{|\}\}|&#?[a-z0-9]+;|\[/?INST\]", Options)]
    private static partial Regex Formatted();

    /// <summary>
    /// Schemes, mail addresses, and words that end like the name of a host: mail programs make links of them unasked.
    /// </summary>
    [GeneratedRegex(
        @"[a-z][a-z0-9+.-]*:/|\bwww\b|\b(mailto|javascript):|\S@[\w-]*\p{L}[\w-]*[.．]\p{L}"
        + @"|[\p{L}\p{N}-][.．｡][a-z]{2,}|\bxn--|\b\d{1,3}(\.\d{1,3}){3}\b", Options)]
    private static partial Regex Linked();

    [GeneratedRegex(
        @"^(sorry|sure|certainly|of course|here('s|’s| is| are)\b|summary\s*:|as an ai\b|i('m|’m| am| cannot| can't"
        + @"| can’t| will| have)\b|the user\b|(in )?one sentence\b)", Options)]
    private static partial Regex Chatter();
}
