using System.Text.RegularExpressions;
using DigestMailer.Delivery.Refusals;
using MimeKit;

namespace DigestMailer.Bounces.Reports;

/// <summary>What a mail without a formal report is, by its envelope, sender and subject.</summary>
internal static partial class BounceSigns
{
    /// <param name="proven">It came to a signed return path.</param>
    public static BounceSign Of(MimeMessage mail, string notice, bool proven)
    {
        var failed = mail.Headers["X-Failed-Recipients"] is not null;
        var daemon = failed || IsDaemon(mail);
        if (!daemon && SaysAutoReply(mail))
        {
            return BounceSign.AutoReply;
        }

        // A person may quote a bounce; a mail that may itself bounce (no null return path, no daemon) is not one.
        var subject = Failing().IsMatch(mail.Subject ?? "");
        var says = failed || subject || Failing().IsMatch(notice) || SmtpReply.StartIn(notice) >= 0;
        return (daemon && (says || proven)) || (HasNullPath(mail) && (subject || proven))
            || (proven && subject && !IsAnswer(mail))
            ? BounceSign.Bounce
            : BounceSign.Ordinary;
    }

    /// <summary>Somebody answers a mail by hand.</summary>
    private static bool IsAnswer(MimeMessage mail) => Answer().IsMatch(mail.Subject ?? "");

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

    [GeneratedRegex(
        @"mailer[-_ ]?daemon|post[-_ ]?master|mail[-_ ]?(?:er)?[-_ ]?(?:delivery|system|administrator)"
        + @"|\bmdaemon\b|<>|(?:^|<|""|\s)(?:bounces?|daemon|mta|smtp|administrator|system[- ]administrator"
        + @"|microsoftexchange\w*|mail-?gateway|mailgw|mmdf|listserv|undeliverable)@|system administrator"
        + @"|delivery subsystem", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Daemon();

    [GeneratedRegex(
        @"undeliver|non[- ]?deliver|deliver\w*[^.\n]*(?:fail|error|problem|status|notification|report"
        + @"|abort|impossible|incomplete)|fail\w*[^.\n]*(?:deliver|notice|mail|recipient)"
        + @"|mail(?:box)?[^.\n]*(?:fail|error|block)|return(?:ed|ing)[^.\n]*(?:mail|message|to sender)"
        + @"|(?:could|can|was|has)(?: ?not|n't|n’t)[^.\n]* deliver|unable to (?:deliver|send)|not delivered"
        + @"|did ?n[o'’]?t reach|not be reached|no such (?:user|address|recipient)|user unknown"
        + @"|unknown user|\bbounced?\b|rejected|unzustellbar|nicht (?:zugestellt|erreicht)|zustellung"
        + @"|non (?:remis|distribu|recapitat|consegnat)|échec|echec|não (?:foi )?(?:entreg|pôde)"
        + @"|no (?:se pudo entregar|entregado)|mancat|niet (?:bezorg|afgelever)|onbestelbaar|niedostarcz"
        + @"|nie(?: można| udało)? [^.\n]*dostarcz|не (?:доставлен|удалось доставить)|недоставлен|配信"
        + @"|送信(?:できません|エラー)|届けることが|配送(?:不能|失败)|退信|无法(?:投递|送达|发送)|無法(?:投遞|送達|傳送)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Failing();

    [GeneratedRegex(@"^\W*(?:re|aw|sv|antw|odp|ynt|fwd?|wg|tr|rif|回复|答复|转发)\s*(?:\[\d+\])?[:：]",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Answer();

    [GeneratedRegex(
        @"^\W*(?:re:\s*)?(?:auto(?:matic|mated|matische|matique)?[-_ ]?(?:reply|response|answer|antwort"
        + @"|responder)|automatische antwort|r[ée]ponse automatique|respuesta autom|resposta autom"
        + @"|risposta automatica|automatisch antwoord|autoodpowied|автоответ|自動返信|自动(?:回复|答复)"
        + @"|out[- ]of[- ](?:the[- ])?office|away\b|on vacation|vacation|abwesen|i am (?:away|out))"
        + @"|\bout of (?:the )?office\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Away();

    [GeneratedRegex(
        @"warning message only|(?:delivery|message|mail)[^.\n]*(?:has been|is|was) (?:delayed|deferred)"
        + @"|not yet been delivered|do not need to re-?send|no action is required on your part|(?:will"
        + @"|shall) (?:continue|keep)[^.\n]* (?:try|attempt)|delivery attempts will continue"
        + @"|will be retried for|still being retried|temporary failure report",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Delayed();
}

/// <summary>What <see cref="BounceSigns"/> sees.</summary>
internal enum BounceSign { Ordinary, AutoReply, Bounce }
