using System.Text;
using System.Text.RegularExpressions;

namespace DigestMailer.Subscribers.Imports;

/// <summary>Whether a text proves that somebody agreed, and the day it names.</summary>
internal static partial class ConsentText
{
    // "I do not agree to get the digest" has fewer.
    private const int WordsOfWording = 9;

    /// <summary>
    /// False for nothing, and for a text that says no anywhere, in any spelling. In doubt it is false: "signed up, did
    /// not answer the survey" proves nothing, since a mail to somebody who said no is worse than one mail too few.
    /// </summary>
    public static bool Proves(string? text) =>
        !string.IsNullOrWhiteSpace(text) && !IsNo(text) && !Refuses(text)
        && Segments(text).All(part => !Denials.IsWhole(part) && !Denials.IsIn(Denials.Words(part))
            && StateWords.Find(part) is not (ImportedState.Pending or ImportedState.Left or ImportedState.Failed));

    /// <summary>
    /// Whether a text is the wording to which somebody agreed, where the file has their state and the day of their
    /// consent besides: then "it will not be shared" refuses nothing.
    /// </summary>
    public static bool IsWording(string text) => !IsNo(text) && Denials.Words(text).Count >= WordsOfWording;

    /// <summary>
    /// Whether a tick is not set or a date not filled in. Unlike a consent, a reason counts as set whatever it says:
    /// a mailbox that was "not found" bounced.
    /// </summary>
    public static bool IsNo(string text)
    {
        var words = Denials.Words(text);
        return Denials.IsWhole(text) || LenientDate.IsEmpty(text)
            || Segments(text).FirstOrDefault() is { } first && Denials.IsWhole(first)
            || (words.Count > 1 && Denials.Begins(words)
                && StateWords.Find(string.Concat(words.Skip(1))) is ImportedState.Left or ImportedState.Failed);
    }

    /// <summary>
    /// The first day that the text names, or null: the later ones may be those of an export or of a check.
    /// </summary>
    public static DateTimeOffset? Day(string? text) =>
        text is null ? null
            : Dates().Matches(text).Select(match => LenientDate.Read(match.Value))
                .Where(date => date is not null).Min();

    private static bool Refuses(string text) => Segments(text).Any(part => Scripts().IsMatch(part));

    /// <summary>What is between colons, commas and the like as in <c>newsletter: no</c>, without hours.</summary>
    private static IEnumerable<string> Segments(string text) =>
        Marks().Split(Times().Replace(Denials.Straight(text).Normalize(NormalizationForm.FormKC), " "))
            .Select(part => part.Trim()).Where(part => part.Any(char.IsLetterOrDigit));

    [GeneratedRegex(@"\d+(:\d+)+", RegexOptions.NonBacktracking)]
    private static partial Regex Times();

    [GeneratedRegex(@"[:;,=|!?(){}\[\]、。，]", RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    /// <summary>A no in scripts that leave no space between words.</summary>
    [GeneratedRegex(
        @"^[不没沒未拒無无否]|不同意|不接受|拒[绝絕絶否]|(しない|ません|ない)\W*$|않|안 ?함|거부|아니[오요]|ไม่",
        RegexOptions.NonBacktracking)]
    private static partial Regex Scripts();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?",
        RegexOptions.NonBacktracking)]
    private static partial Regex Dates();
}
