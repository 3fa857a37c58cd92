using System.Text.RegularExpressions;
using MimeKit;

namespace DigestMailer.Bounces.Reports;

/// <summary>What a mail without a formal report is, by its envelope, sender and subject.</summary>
internal static partial class BounceSigns
{
    public static BounceSign Of(MimeMessage mail, string notice)
    {
        var failed = mail.Headers["X-Failed-Recipients"] is not null;
        var daemon = failed || IsDaemon(mail);
        if (!daemon && SaysAutoReply(mail))
        {
            return BounceSign.AutoReply;
        }

        // A person may quote a bounce; a mail that may itself bounce (no null return path, no daemon) is not one.
        var subject = Failing().IsMatch(mail.Subject ?? "");
        return (daemon && (failed || subject || Failing().IsMatch(notice) || Reply().IsMatch(notice)))
            || (HasNullPath(mail) && subject)
            ? BounceSign.Bounce
            : BounceSign.Ordinary;
    }

    /// <summary>A warning that delivery goes on being tried.</summary>
    public static bool SaysDelayed(string notice) => Delayed().IsMatch(notice);

    private static bool IsDaemon(MimeMessage mail)
    {
        var from = mail.Headers["From"] ?? "";
        return Daemon().IsMatch(from) || from.Trim() is "" or "<>";
    }

    private static bool HasNullPath(MimeMessage mail) =>
        (mail.Headers["Return-Path"] ?? "").Trim() is "<>" or "<MAILER-DAEMON>";

    private static bool SaysAutoReply(MimeMessage mail) =>
        (mail.Headers["Auto-Submitted"] ?? "no").TrimStart()
            .StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase)
        || mail.Headers["X-Autoreply"] is not null || mail.Headers["X-Autorespond"] is not null
        || string.Equals(mail.Headers["Precedence"]?.Trim(), "auto_reply", StringComparison.OrdinalIgnoreCase)
        || Away().IsMatch(mail.Subject ?? "");

    [GeneratedRegex(@"mailer[-_ ]?daemon|post[-_ ]?master|mail[-_ ]?(?:er)?[-_ ]?(?:delivery|system|administrator)|\bmdaemon\b|<>|^\s*""?(?:bounces?|daemon|mta|smtp)@", RegexOptions.IgnoreCase)]
    private static partial Regex Daemon();

    [GeneratedRegex(@"undeliver|non[- ]?deliver|deliver\w*[^.\n]{0,40}(?:fail|error|problem|status|notification|report|abort|impossible|incomplete)|fail\w*[^.\n]{0,40}(?:deliver|notice|mail)|mail(?:box)?[^.\n]{0,20}(?:fail|error|block)|return(?:ed|ing)[^.\n]{0,20}(?:mail|message|to sender)|(?:could|can|was|has)(?: ?not|n't|n’t)[^.\n]{0,30} deliver|unable to (?:deliver|send)|not delivered|\bbounced?\b|rejected",
        RegexOptions.IgnoreCase)]
    private static partial Regex Failing();

    [GeneratedRegex(@"\b[45]\d\d[ -](?:[45]\.\d|[A-Za-z<#])")]
    private static partial Regex Reply();

    [GeneratedRegex(@"^\W*(?:re:\s*)?(?:auto(?:matic|mated|matische|matique)?[-_ ]?(?:reply|response|answer|antwort|responder)|automatische antwort|r[ée]ponse automatique|respuesta autom|risposta automatica|out[- ]of[- ](?:the[- ])?office|away\b|on vacation|vacation|abwesen|i am (?:away|out))|\bout of (?:the )?office\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Away();

    [GeneratedRegex(@"warning message only|(?:delivery|message|mail)[^.\n]{0,60}(?:has been|is|was) (?:delayed|deferred)|not yet been delivered|do not need to re-?send|no action is required on your part|(?:will|shall) (?:continue|keep)[^.\n]{0,20} (?:try|attempt)|delivery attempts will continue|will be retried for|still being retried|temporary failure report", RegexOptions.IgnoreCase)]
    private static partial Regex Delayed();
}

/// <summary>What <see cref="BounceSigns"/> sees.</summary>
internal enum BounceSign { Ordinary, AutoReply, Bounce }
