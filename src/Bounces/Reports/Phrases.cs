using System.Text.RegularExpressions;

namespace DigestMailer.Bounces.Reports;

/// <summary>Short lists of phrases, each rarely used for anything else. What is not in them decides nothing.</summary>
internal static partial class Phrases
{
    private const string Who = "(?:user|account|recipient|mailbox|address|addressee|customer|alias|local[- ]?part)";
    private const string Is =
        "(?:does not|doesn['’]?t|do not|did not|is not|was not|wasn['’]?t|isn['’]?t|is no longer|not|no longer)";

    /// <summary>The words without links, and with a plain sign for each address.</summary>
    public static string Plain(string words) => Address().Replace(Link().Replace(words, ""), "@");

    /// <summary>The address does not exist.</summary>
    [GeneratedRegex(@"\b(?:unknown|invalid|illegal|bad|non-?existent) (?:or (?:illegal|invalid|unknown) )?(?:destination )?(?:e-?mail )?" + Who + @"\b"
        + @"|\b" + Who + @"(?: name)?(?: @)?(?: is)? (?:unknown|invalid|non-?existent)\b"
        + @"|\bno such (?:local )?(?:e-?mail )?(?:" + Who + @"|person|host|domain)\b"
        + @"|\b" + Who + @"(?: (?:<?@>?|\S+ \(@\)|you entered|specified|given|that you tried to reach))?,? " + Is
        + @" (?:an? )?(?:exist|found|known|valid|registered|listed|local; please try|in (?:the )?(?:\w+ )?directory)"
        + @"|\b(?:is )?not a (?:known|valid|registered) (?:e-?mail )?" + Who
        + @"\b|\bnot our customer\b|\bno (?:account|mailbox)(?: here)? by that name\b|\bno mailbox here\b"
        + @"|\bnot listed in (?:the )?(?:\w+ directory|public name)"
        + @"|\baddress (?:couldn['’]?t|could not|can['’]?t|cannot) be found\b|\brecip(?:ient)?notfound\b"
        + @"|\bmailbox unavailable\b"
        + @"|\bunrouteable (?:mail )?address\b"
        + @"|\b(?:can['’]?t|cannot|can not|could not|couldn['’]?t|unable to) (?:find|locate) (?:(?:the|an?|any|that|this|such) )?" + Who + @"\b"
        + @"|\b" + Who
        + @"(?: name)?(?: @)? (?:is |was )?(?:not recogni[sz]ed|(?:has been |was |is )(?:deleted|removed))\b"
        + @"|\bno longer (?:works?|employed|on (?:this|our) server)\b"
        // The same in the languages of servers that answer in their own.
        + @"|empf[äa]nger[^.\n]{0,24} unbekannt|unbekannter? (?:empf|benutzer|adress)|(?:utilisateur|destinataire|adresse) inconnue?\b|(?:usuario|destinatario) desconocido|(?:utente|destinatario) sconosciuto"
        + @"|宛先(?:が|は)?(?:不明|存在しません|見つかりません)|(?:ユーザー?|アドレス|ディレクトリ)[^。\n]{0,16}(?:存在しません|見つかりません|ありません)",
        RegexOptions.IgnoreCase)]
    public static partial Regex NoSuchAddress();

    /// <summary>
    /// The same, in words that large receivers say of a recipient and of nothing else, so that it does not matter what
    /// they answered to.
    /// </summary>
    [GeneratedRegex(@"\brequested action not taken: mailbox unavailable\b|\b(?:user|recipient|member)(?: @)? (?:does not|doesn['’]?t) have an? (?:\S+ )?(?:e-?mail )?(?:account|mailbox)\b", RegexOptions.IgnoreCase)]
    public static partial Regex Unmistakable();

    /// <summary>Its host does not exist, or takes no mail at all.</summary>
    [GeneratedRegex(@"\b(?:unknown|no such|non-?existent) (?:host|domain|hosts)\b|\b(?:host|domain)(?: or domain)?(?: name)? (?:\S+ )?(?:is )?(?:not found|unknown|does not exist|doesn['’]?t exist)\b|\bdomain not exist\b|\bnxdomain\b|\billegal host/domain\b|\bcouldn['’]?t find any host\b|\bpoints? (?:only )?to non-?existent hosts?\b|\blookups failed permanently\b"
        + @"|\b(?:host|domain|server)(?:/domain)? (?:\S+ )?(?:does not|doesn['’]?t|never) accepts? (?:e-?)?mails?\b|\bindicated no smtp service\b|\bnull ?mx\b"
        + @"|\bunrouteable (?:mail )?domain\b",
        RegexOptions.IgnoreCase)]
    public static partial Regex NoSuchHost();

    /// <summary>It is about us or the mail: reputation, policy, content, authentication, relaying.</summary>
    [GeneratedRegex(@"\bspam|\bunsolicited\b|\bube\b|\bbulk mail|black ?list|block ?list|\bdnsbl\b|\brbl\b|\bblocked\b|\bbanned\b|reputation|\bpolic(?:y|ies)\b|\bvirus|malware|phish|\bspf\b|\bdkim\b|\bdmarc\b|authenticat|\bunauthori[sz]ed\b|relay(?:ing)? (?:access )?(?:is )?(?:denied|not (?:allowed|permitted)|prohibited)|(?:no|not permitted to|unable to|deny|cannot|not) relay|reverse dns|\bptr\b|\brdns\b|\bip name lookup|\bsender\b|from address|return path|content (?:rejected|filter|denied)|message (?:content )?(?:was |has been )?(?:rejected|refused|denied|blocked)|\bheaders?\b|\bmime\b|attachment|not verified|too many|rate limit|\bvolume\b|not (?:authori[sz]ed|permitted|allowed) to (?:send|post)|filter",
        RegexOptions.IgnoreCase)]
    public static partial Regex OfTheSender();

    /// <summary>The mailbox exists, but is full, closed for now, or takes no mail of this size.</summary>
    [GeneratedRegex(@"\bquota\b|(?:over|exceed\w*|out of)[^.]{0,24}(?:storage|limit|space)|\bis full\b|\bfull\b|too (?:large|big|long)|message (?:size|length)|size limit|\binactive\b|\bsuspended\b|\bdisabled\b|\bdeactivated\b|\bexpired?\b|hop count|\bloop\b|mail(?:box)? (?:is )?(?:busy|locked)|\brestricted\b",
        RegexOptions.IgnoreCase)]
    public static partial Regex OfTheMailbox();

    [GeneratedRegex(@"try(?:ing)? again|\btemporar|timed? ?out|giving up\.|in the queue too long|too long in (?:the )?queue|retry time|connection (?:refused|reset|closed|lost)|network (?:is )?unreachable|no route to host|could not (?:connect|be reached)|unable to connect|not responding|gr[ea]ylist|server (?:busy|unavailable)|lookup (?:failed|timed)|cannot (?:currently )?be (?:verified|contacted)",
        RegexOptions.IgnoreCase)]
    public static partial Regex Temporary();

    [GeneratedRegex(@"<?(?:rfc822;)?[^\s<>()\[\]:;,""']+@[A-Za-z0-9][A-Za-z0-9.-]*>?", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"https?://\S+", RegexOptions.IgnoreCase)]
    private static partial Regex Link();
}
