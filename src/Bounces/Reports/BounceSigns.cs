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
        var subject = Failing().IsMatch(mail.Subject ?? "");
        // A postmaster too is on vacation; that a report was made by a machine says nothing.
        if (daemon ? !failed && !subject && SaysAway(mail) : SaysAutoReply(mail))
        {
            return BounceSign.AutoReply;
        }

        // A person may quote a bounce; a mail that may itself bounce (no null return path, no daemon) is not one. Auto-
        // responders leave the return path empty as well, so without a daemon the words must speak of a failure.
        var says = failed || subject || Failing().IsMatch(notice) || SmtpReply.StartIn(notice) >= 0;
        var answer = IsAnswer(mail);
        return (daemon && (says || (proven && !HasOwnPath(mail))))
            || (HasNullPath(mail) && (subject || (proven && !answer && (says || NamesFault(notice)))))
            || (proven && subject && !answer)
            ? BounceSign.Bounce
            : BounceSign.Ordinary;
    }

    private static bool NamesFault(string notice) =>
        Wording.Of(notice) is var words
            && (Phrases.NoSuchAddress.IsIn(words) || Phrases.NoSuchHost.IsIn(words) || Phrases.Full.IsIn(words));

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

    /// <summary>Its sender would be told if it bounced itself: no report is sent like that (RFC 3464 §2).</summary>
    private static bool HasOwnPath(MimeMessage mail) => mail.Headers["Return-Path"] is not null && !HasNullPath(mail);

    private static bool SaysAutoReply(MimeMessage mail) =>
        (mail.Headers["Auto-Submitted"] ?? "no").TrimStart()
            .StartsWith("auto-", StringComparison.OrdinalIgnoreCase)
        || mail.Headers.Any(header => Responder().IsMatch(header.Field))
        || mail.Headers["Precedence"]?.Trim().ToUpperInvariant() is "AUTO_REPLY" or "JUNK"
        || SaysAway(mail);

    private static bool SaysAway(MimeMessage mail) =>
        Away().IsMatch(mail.Subject ?? "") || Read().IsMatch(mail.Subject ?? "");

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

    /// <summary>Headers of auto-responders, such as X-Autoreply, X-Auto-Response-Suppress, X-Amazon-Auto-Reply.
    /// </summary>
    [GeneratedRegex(@"^X-(?:[A-Za-z-]*-)?Auto-?(?:reply|respon|generated)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Responder();

    /// <summary>The subject of an answer by a machine, in the languages of Outlook, Gmail and Lotus Notes.</summary>
    [GeneratedRegex(
        @"^\W*(?:re:\s*)?(?:auto(?:matic|mated|matische|matique)?[-_ ]?(?:reply|response|answer|antwort"
        + @"|responder)|automatische (?:antwort|beantwortung)|r[ée]ponse automatique|respuesta autom"
        + @"|resposta autom|risposta automatica|automatisch antwoord|autoodpowied|odpowiedź automatyczna"
        + @"|автоответ|автоматическ\w+ ответ|автоматична відповідь|автоматичен отговор|自動返信|自動応答"
        + @"|自动(?:回复|答复)|自動(?:回覆|答覆)|자동 ?(?:회신|응답)|autosvar|automatis[kt]+ svar|automaattinen vastaus"
        + @"|automatická odpově[dď]|automatikus válasz|otomatik yan[ıi]t|αυτόματη απάντηση|răspuns automat"
        + @"|automatski odgovor|samodejni odgovor|automaatvastus|תשובה אוטומטית|رد تلقائي"
        + @"|out[- ]of[- ](?:the[- ])?office|ooo\b|away\b|on vacation|vacation|on (?:annual )?leave"
        + @"|abwesen|nicht im (?:büro|haus)|urlaub|absen(?:ce|t|te)\b|en vacances|fuera de (?:la )?oficina"
        + @"|fora do escritório|ausente|ausência|fuori (?:sede|ufficio)|afwezig|poza biurem|nieobecno"
        + @"|вне офиса|отпуск|不在|休假|外出|i am (?:away|out))"
        + @"|\bout of (?:the )?office\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Away();

    /// <summary>The subject of a receipt, as Outlook writes it where it sends no disposition notification.</summary>
    [GeneratedRegex(
        @"^\W*(?:(?:not|nicht|non|no|não|niet|не)\s)?(?:read|gelesen|ungelesen|lue?|leído|lida|letto|gelezen|läst|læst"
        + @"|lest|luettu|przeczytano|прочитано|прочтено|přečteno|okundu|開封済み|已读|已讀|읽음)\s*[:：]",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Read();

    [GeneratedRegex(
        @"warning message only|(?:delivery|message|mail)[^.\n]*(?:has been|is|was) (?:delayed|deferred)"
        + @"|not yet been delivered|do not need to re-?send|no action is required on your part|(?:will"
        + @"|shall) (?:continue|keep)[^.\n]* (?:try|attempt)|delivery attempts will continue"
        + @"|will be retried for|still being retried|temporary failure report|will retry\b|\bis being delayed"
        + @"|\(delay(?:ed)?\)|delivery delayed|^relayed:|no delivery notification was sent by the destination"
        + @"|noch nicht zugestellt|weiterhin versucht|verzögert|pas encore été (?:remis|distribué|livré)"
        + @"|continuera (?:ses|les|d['’]essayer)|aún no se ha (?:entregado|podido)|se seguirá intentando"
        + @"|ainda não foi entregue|non è stato ancora (?:consegnato|recapitato)|nog niet (?:bezorgd|afgeleverd)"
        + @"|ещё не доставлен|еще не доставлен|遅延|引き続き|延迟|延遲",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Delayed();
}

/// <summary>What <see cref="BounceSigns"/> sees.</summary>
internal enum BounceSign { Ordinary, AutoReply, Bounce }
