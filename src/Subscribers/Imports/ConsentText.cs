using System.Text.RegularExpressions;

namespace DigestMailer.Subscribers.Imports;

/// <summary>Whether a text proves that somebody agreed, and the day it names.</summary>
internal static partial class ConsentText
{
    private static readonly HashSet<string> Denials =
    [
        .. ("no n non not nope nein nei nee não nao nie нет لا false f 0 00 off na nil null none nan unknown undefined "
            + "never refused denied declined rejected withdrawn revoked unchecked unticked missing empty pending tbd "
            + "unsubscribed optout optedout optoutrequested notgiven noconsent keine kein aucun ninguno disagree "
            + "disagreed unconfirmed unverified void blank nessuno nenhum ingen geen いいえ 否 不 아니요 لاأوافق")
            .Split(' ')
    ];

    /// <summary>Words that take a consent back, whatever follows them.</summary>
    private static readonly HashSet<string> Refusals =
        [.. "withdrawn revoked unsubscribed rejected refused declined denied unticked unchecked".Split(' ')];

    /// <summary>False for nothing, for a no in any spelling, and for what begins with one.</summary>
    public static bool Proves(string? text)
    {
        var plain = Plain(text ?? "");
        return plain.Length > 0 && !Denials.Contains(plain) && !Denying().IsMatch(text!.Trim())
            && !Refusals.Contains(Plain(text.Trim().Split(' ')[0]))
            && StateWords.Find(text) is not (ImportedState.Pending or ImportedState.Left or ImportedState.Failed);
    }

    private static string Plain(string text) =>
        new([.. text.Normalize().Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    /// <summary>The last day that the text names, or null.</summary>
    public static DateTimeOffset? Day(string? text) =>
        text is null ? null
            : Dates().Matches(text).Select(match => LenientDate.Read(match.Value))
                .Where(date => date is not null).Max();

    [GeneratedRegex(
        @"^(no|non|nein|not|never|false|n/a|did not|does not|do not|don't|i do not|i don't|without|nicht|keine?|ohne"
        + @"|pas|aucun|refus|sin|sem|senza|geen|niet|zonder|brak|nie|bez|ikke|inte|ingen|нет|не|без)\b(?!\.? ?\d)"
        + @"|^[不没沒未拒無无否]|(しない|しません|ません|ない)\W*$",
        RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Denying();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?",
        RegexOptions.NonBacktracking)]
    private static partial Regex Dates();
}
