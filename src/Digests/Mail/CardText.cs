using System.Text.RegularExpressions;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Papers.Text;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// The few lines of a card that say what is new: the source's summary where it is one, marked as made by a machine;
/// otherwise the abstract from the first sentence on that says what the authors did.
/// </summary>
/// <param name="Text">One line; empty where the paper has no abstract either.</param>
/// <param name="MadeBy">Whose machine wrote it; empty for the authors' own words.</param>
internal sealed partial record CardText(string Text, string MadeBy)
{
    private const int Length = 320;

    /// <summary>
    /// A few summaries are whole abstracts, cut off, or empty; those say nothing that the abstract does not.
    /// </summary>
    public static CardText Of(Paper paper)
    {
        var summary = PlainText.Line(paper.Summary);
        return paper.SummaryBy is { } machine && SummaryForm.Is(summary)
            ? new CardText(summary, PlainText.Line(machine))
            : new CardText(Told(PlainText.Line(paper.Abstract)), "");
    }

    /// <summary>
    /// At most 320 characters, from the sentence on that says what the authors did, or an earlier one where little
    /// follows it.
    /// </summary>
    private static string Told(string text)
    {
        var starts = Sentences.Starts(text);
        var first = starts.Zip([.. starts.Skip(1), text.Length]).ToList()
            .FindIndex(one => SaysWhatWasDone(text[one.First..one.Second]));
        var begin = starts.FindLast(start => start <= starts[Math.Max(0, first)] && text.Length - start >= Length / 2);
        return PlainText.Cut(text.Length <= Length ? text : text[begin..], Length);
    }

    private static bool SaysWhatWasDone(string sentence) =>
        Cue().IsMatch(sentence)
            || (sentence.StartsWith("We ", StringComparison.Ordinal) && !Background().IsMatch(sentence));

    [GeneratedRegex(
        """
        \b(we|our\ work|our\ paper|our\ study)
            (\ \w+ly|\ also|\ first|\ then|\ here|\ further|\ thus|\ therefore)?[ ]
            (propose|present|introduce|develop|design|describe|study|investigate|explore|examine|analy[sz]e|build
            |construct|create|devise|formulate|establish|address|tackle|show|demonstrate|prove|find|report
            |evaluate|revisit|rethink|conduct|perform|unveil|train|extend|derive|identify|argue
            |leverage|aim|adapt|apply|compare|survey|review|benchmark)\b
        | \b(this|the\ present|in\ this|in\ the\ present)[ ]
            (paper|work|study|article|report|survey|thesis|manuscript|technical\ report|position\ paper|letter|review)\b
        | \b(is|are)\ (introduced|proposed|presented|developed|designed|described)\b
        | \b(paper|work|study|article|report|survey)[ ]
            (propose|present|introduce|describe|investigate|explore|stud|address|develop|examine|show)
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
            | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Cue();

    /// <summary>What begins with "We" and is known or wanted already, or given away at the end.</summary>
    [GeneratedRegex(
        @"^We (know|believe|have|live|need|often|cannot|can|are|see|hope|release|provide|offer|rely|still)\b",
        RegexOptions.NonBacktracking)]
    private static partial Regex Background();
}
