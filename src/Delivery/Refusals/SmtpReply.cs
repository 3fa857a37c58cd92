using System.Globalization;
using System.Text.RegularExpressions;

namespace DigestMailer.Delivery.Refusals;

/// <summary>
/// A reply inside a text. Servers wrap the reply of the server behind them ("host mx said: 550 ..."); the innermost one
/// names the cause, so it is the one that counts.
/// </summary>
/// <param name="Code">The reply code (RFC 5321 §4.2), or null.</param>
/// <param name="Enhanced">The enhanced code (RFC 3463), or null.</param>
/// <param name="Words">The text of the reply with its codes.</param>
internal sealed partial record SmtpReply(int? Code, string? Enhanced, string Words)
{
    // A reply is a few lines; what is longer is somebody's essay or an attack on our patience.
    private const int Most = 4096;

    public static SmtpReply Innermost(string text)
    {
        text = text.Length > Most ? text[..Most] : text;
        var start = 0;
        foreach (Match mark in Marker().Matches(text))
        {
            var code = mark.Groups["code"];
            start = IsReply(text, code) ? code.Index : start;
        }

        // The code of an outer server counts where the inner one gives no code of its own.
        var words = text[start..];
        return new SmtpReply(CodeIn(words) ?? CodeIn(text), EnhancedIn(words) ?? EnhancedIn(text), words);
    }

    /// <summary>Where the first reply in a text begins; -1 where there is none.</summary>
    public static int StartIn(string text) =>
        Reply().Matches(text).Select(match => match.Groups["code"]).FirstOrDefault(code => IsReply(text, code))?.Index
            ?? -1;

    private static int? CodeIn(string text) =>
        Reply().Matches(text).Select(match => match.Groups["code"]).FirstOrDefault(code => IsReply(text, code))
            is { } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : null;

    private static string? EnhancedIn(string text) =>
        Enhanced_().Matches(text).Select(match => match.Groups["code"]).FirstOrDefault(code => IsEnhanced(text, code))
            ?.Value;

    /// <summary>Not a number of seconds, a part of an address of the network, or a size.</summary>
    private static bool IsReply(string text, Group code)
    {
        var after = text.AsSpan(code.Index + code.Length).TrimStart(" -:").ToString();
        return !Unit().IsMatch(after);
    }

    private static bool IsEnhanced(string text, Group code)
    {
        var end = code.Index + code.Length;
        return end >= text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-'
            || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));
    }

    [GeneratedRegex(@"(?:^|[\s""'(<>;,=])(?<code>[245]\d\d)(?:[ -]|: |$)", RegexOptions.NonBacktracking)]
    private static partial Regex Reply();

    [GeneratedRegex(
        @"(?:said:?|answered:?|responded(?: with)?:?|response:?|response was:?|replied:?"
        + @"|returned(?: an error)?:?|reported:?|reason:?|error:?|says:?|->|<<<|result:?|server:?"
        + @"|message:?)[\s'""(<]*(?:smtp;\s*)?(?<code>[245]\d\d)(?:[ -]|: )",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Marker();

    [GeneratedRegex(@"(?:^|[^\w.-]|\d\d\d-)(?<code>[245]\.[0-7]\.\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex Enhanced_();

    [GeneratedRegex(@"^(?:seconds?|secs?|bytes|hours?|minutes|days?|messages|recipients|kb|mb|ms)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Unit();
}
