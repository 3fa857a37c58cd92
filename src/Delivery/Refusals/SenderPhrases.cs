namespace DigestMailer.Delivery.Refusals;

/// <summary>Words by which servers refuse us or our mail, whoever would read it.</summary>
internal static class SenderPhrases
{
    /// <summary>Reputation, policy, content, authentication and relaying.</summary>
    public const string Policy =
        """
        spam/spammer/spamming/spammy/junk/junkmail/antispam/spamhaus/spamcop/spamassassin/uce/ube | Barracuda, Mail.ru
        unsolicited | Gmail
        bulk mail/email/sender/senders | Gmail
        blacklist/blacklisted/blocklist/blocklisted/dnsbl/dnsbls/rbl/rbls/surbl/uribl/denylist/denylisted | Postfix
        black/block/deny listed/list/lists | Spamhaus
        is/was/been/being/has blocked | Exim
        blocked by/using/for/due/because/message/mail/see/at/as | Postfix
        message/mail/content/email/access/ip/address/connection/host/sender/submission blocked/banned | Barracuda
        blocked sender/senders | Sophos
        administrative/administratively prohibition/prohibited/denied/blocked/rejected | Exim
        unfortunately messages/mail/message from | Outlook.com
        outboundspamexception | Exchange (OutboundSpamException)
        banned | Office 365
        reputation | Cisco IronPort, Mimecast
        policy/policies | Postfix, Proofpoint
        virus/viruses/malware/phish/phishing/trojan/worm/infected | ClamAV, Sophos
        spf/dkim/dmarc/arc/senderid | Gmail, Yahoo, Outlook.com
        authentication/authenticate/authenticated/unauthenticated/auth/authenticating | Exchange
        unauthorized/unauthorised/unauthorisiert | AOL
        not authorized/authorised/allowed/permitted/entitled to | Exchange
        not authorized/authorised/permitted | Exchange
        access * denied/restricted | Office 365
        permission/permissions denied/to | Exchange
        reverse dns/lookup/ptr/record/map/mapping | AOL
        ptr/rdns/fcrdns/helo/ehlo/hostname mismatch/record/rejected/invalid/command/name/verification/lookup/
        check/failed? | Postfix
        ip name lookup | Postfix
        client host/ip/address/server rejected/blocked/not/is | Postfix
        your ip/host/server/domain/access/network/isp * is/has/was/not/rejected/listed/blocked | Trend Micro
        your mail/message/email * rejected/listed/blocked/refused | Trend Micro
        your ip/host/server sent/sends/sending/tried | Barracuda
        harvest/harvesting attack/attacks/attempt/detected | Postini
        invalid dns mx | GMX
        connection/connections rejected/will/not/from/limit | Yahoo
        sender/senders/envelope/return from/path/address/is/domain/verify/rejected/denied/blocked/not/
        unknown/refused/invalid/verification/callout/ip/mailbox/id * | Postfix, Exim
        mail from | Postfix
        sender | Postfix
        from address/header/domain/is/field | iCloud
        return path | Exim
        content/body/message/attachment/header/headers/subject/mime rejected/filter/filtered/denied/contains/
        refused/scan/violates/format | Amavis
        headers/mime/attachment/attachments | Amavis
        filtered/filtering | Mail.ru
        restricted/restriction/restrictions | Exchange
        not verified/trusted | Amazon SES
        too many/much/fast/frequent | Yahoo
        rate limit/limited/limiting/exceeded | Gmail
        volume/throttled/throttling | Yahoo
        complaint/complaints | Yahoo
        recipient preferences/rules/settings/filter | Facebook
        preferences | Facebook
        whitelist/whitelisted/allowlist/greylist/safelist | TMDA
        challenge/response confirmation? required? | TMDA
        prohibited/forbidden/disallowed | Domino
        relay/relaying/relays access/not/denied/is/prohibited/disallowed/refused/this/to/for/mail/through
        * | Postfix, Exchange
        relay/relaying denied/prohibited/disallowed/attempt | Sendmail
        not/unable/cannot/wont/deny/dont/no permitted/allowed/able/will? to/will? relay/relaying/
        gateway | Sendmail, Exchange
        rcpthosts | qmail
        sending/accept mail/messages from/your | MDaemon
        looks/look like spam/junk/virus/advertising | Mail.ru
        message/mail * considered/classified/identified/detected/recognized/marked/categorized as | Trend Micro
        loop/looping/hop/hops | Postfix
        duplicate/malformed/rfc header/headers/message/2822/5322/822 * | Gmail
        not rfc header/headers/message/compliant/compliance/2822/5322/822? | Gmail
        geographical | Postfix
        dynamic ip/address/ips | Spamhaus
        suspicious/suspected/abuse/abusive | Yandex
        restrictiontransport | Exchange
        notauthorized/notauthenticated/authrequired | Exchange (RESOLVER.RST)
        """;

    public const string PolicyAbroad =
        """
        pourriel/indesirable/indesirables/blackliste/blacklistee | Orange
        expediteur/lexpediteur * refuse/refusee/rejete/rejetee/inconnu/inconnue/inexistant/inexistante/bloque/
        interdit/invalide/non | Orange, Free
        refuse/rejete/bloque pour/par/en spam/politique/la/notre/raison | Orange
        absender/absenders/absenderadresse * | T-Online, GMX
        richtlinie/richtlinien/unerwunschte/unerwuenschte/werbung | GMX
        remitente * rechazado/bloqueado/no/desconocido/invalido | Telefonica
        politica/politicas | Terra
        correo no deseado | Telefonica
        remetente * | UOL
        bloqueado por/pelo/pela | UOL
        mittente * | Libero
        criteri/indesiderata | Libero
        afzender * | KPN
        ongewenste/beleid | KPN
        nadawca/nadawcy * | WP
        polityka/polityki/zasady | Onet
        отправитель/отправителя * | Mail.ru
        спам/спама/спамом/политика/политики/политикой | Mail.ru, Yandex
        迷惑メール | NIFTY
        スパム | OCN
        送信者 ** 拒否 | docomo
        送信元 ** 拒否 | docomo
        送信者 ** 存在し | OCN
        送信者 ** 不明 | OCN
        送信者 ** 見つかり | OCN
        受信拒否 | docomo, au
        ポリシ | Office 365
        垃圾 | QQ, 163
        拒收 | 163
        拒绝接收 | QQ
        反垃圾 | Coremail
        策略 | Coremail
        黑名单 | Sina
        黑名單 | HiNet
        发件人 ** 不 | QQ
        发件人 ** 拒绝 | Sina
        """;

    public const string TooLarge =
        """
        message/mail/email * size/length * exceeds/exceed/exceeded/too/limit/larger/greater/over/big * | Postfix
        message/mail/email/header/body * too/to large/big/long/huge | Sendmail
        message/mail/email * larger/bigger/greater/longer than | Sendmail
        message/mail * exceeds/exceed/exceeded * size/maximum/max/limit | Exchange, Zimbra
        size limit/exceeds/exceeded/too/of | Exim
        exceeds/exceeding/exceed/exceeded/over the/our/a/size/maximum/message/max/fixed/allowed? maximum/
        message/mail/size/max/fixed/allowed? message/mail/size/limit size/limit | Gmail
        maximum message/mail size | Domino
        zu gross/groß | GMX
        trop gros/grand/volumineux/lourd | Orange
        demasiado/muito grande | UOL
        troppo grande | Libero
        te groot | KPN
        slishkom bolshoe | Mail.ru
        слишком большое/большой/велико | Mail.ru
        """;

    /// <summary>Our account at the relay, who we say we are, or the way we speak: the relay refuses us.</summary>
    public const string OurAccount =
        """
        sending/relay/relaying/smtp/outbound/outgoing/submission/transmission/send/message/messages/email/
        emails/recipient/mail/daily/hourly/monthly/weekly sending/relay/message/messages/user/email/emails/mail/
        recipient/recipients/submission/send/sender/smtp/account? sending/send/rate/message/relay/submission/
        mail? limit/limits/quota/quotas/cap/allowance exceeded/reached/exceed/exhausted/hit/has/was/is/of/for/
        per/on? | Gmail, Amazon SES, Zoho
        daily/hourly/monthly/weekly/relay/sending/sender/outgoing/outbound * quota/limit/limits/cap/allowance/
        threshold | Gmail, SendGrid
        quota/limit/limits/cap/allowance of/for/on? * per/a/this hour/day/minute/month/week | cPanel, OVH
        quota/limit/limits/cap for/of/on sending/outgoing/outbound/messages/emails | Yandex
        your/our/this/the * sending/relay/message/email/mail/daily/hourly/outbound/plan/account/trial/recipient/
        monthly limit/quota/limits/cap/credits | Brevo, Mailgun
        reached/exceeded/exceed/exceeds/hit your/the/its/our/this/an? account/plan/daily/hourly/monthly/
        maximum/max/sending/relay/message/smtp/email/outbound/defer/messaging/allowed/max? sending/message/
        relay/email/emails/defers/outgoing/messages/daily/hourly/monthly? limit/limits/credits/allowance/
        number/rate/cap/failures | Gmail, SendGrid, cPanel
        reached/exceeded/exceed/exceeds/hit/over your/the/its/our/this/an? account/plan/daily/hourly/monthly/
        sending/relay/message/smtp/email/mailing/outbound/outgoing quota/limit | Gmail, SendGrid, cPanel
        you have/ve? reached/exceeded/used * quota/limit | SMTP2GO, Zoho
        your/our account/subscription/plan/license/licence/tenant/organization/credentials is/has * suspended/
        disabled/deactivated/blocked/locked/closed/terminated/inactive/expired/limited/not | SendGrid, Mailgun
        api key * not/invalid/inactive/disabled/revoked/expired | Mailgun, SendGrid
        maximum credits exceeded | SendGrid
        out of credits/credit | Mailjet
        not enough/insufficient/no credits/credit/funds/balance | SMTP2GO
        exceeded/exceeds/exceed * max/maximum * defers/emails/failures/hour | cPanel
        messages/emails/recipients/mails per hour/day/minute/second/month exceeded/allowed/limit/exceeds? | cPanel
        too many/much emails/messages/mails/recipients sent/today/per/from/this | OVH
        unusual sending activity | Zoho
        mail/message/email send/sending limit | 1&1
        throttling failure | Amazon SES
        sending/send rate/quota/paused/disabled/suspended/suspension/privileges/blocked/restricted | Amazon SES
        address/identity/domain/sender/email/from is not/un? verified/validated/confirmed | Amazon SES, Mailjet
        not been? verified/validated/confirmed/registered | Amazon SES
        unverified/unconfigured/unregistered/unvalidated sender/sending/domain/address/identity/from/email | SparkPost
        identities failed the check | Amazon SES
        sandbox/trial/free account/accounts/plan/domain/subdomain/mode/is/are/has/expired? | Amazon SES, Mailgun
        sendasdenied/sendasdeniedexception/mapiexceptionsendasdenied | Exchange (SendAsDeniedException)
        send as/on this/behalf/denied/right/permission of/sender? | Exchange
        permissions/permission/rights/allowed/authorized/authorised/entitled/right to send/submit/relay/use as/
        on/mail/email/from/messages/this/the/it? | Exchange
        not allowed/permitted/authorized/authorised/entitled to/for? send/submit/use/perform/sending/
        relay | Yandex, Mailgun
        not/cannot allowed/permitted/authorized? send/relay mail/email/emails/messages? from/as/through/via/
        on | iCloud
        not owned by user/authenticated/the | Postfix
        sender address rejected not | Postfix
        must/should/need/needs/have match/be/equal * authenticated/login/authorization/user/account/
        authentication | Yandex
        does/do not match/belong/correspond * authenticated/login/user/account/authorization/credentials | Mail.ru
        doesnt/didnt match/belong * authenticated/login/user/account | Zoho
        from/sender address/is is/must? not/be? one of/your * | iCloud
        from address/header/domain is? not/must | iCloud
        authentication/auth/login/authorization is? required/failed/failure/unsuccessful/needed/invalid/
        rejected/error/credentials/mechanism | Postfix, 163
        authentication unsuccessful/failed/required/needed | Exchange
        must/please/need/needs/should authenticate/login/log to/in/before/first? | Postfix
        must issue a? starttls | Postfix
        starttls/tls/encryption is? required/first/needed | Gmail
        username and? or? password not/incorrect/invalid/wrong * | Gmail
        invalid login/credentials/credential/api/password/authentication | Mailgun
        bad credentials/login/password | Gmail
        account/user/tenant/subscription/sender/service/domain/organization/customer/mailbox * suspended/
        disabled/deactivated/blocked/restricted/expired/locked/closed/terminated/limited * sending/send/
        outbound/outgoing/submission/smtp/abuse/payment/billing/relay | SendGrid, Office 365
        sending/outgoing/outbound/smtp/submission/relaying * suspended/disabled/deactivated/blocked/restricted/
        paused/stopped/locked/not | Amazon SES, Brevo
        smtp account/access/service/relay/user/client/plan/credentials is/has/not * | Brevo
        account is/has not yet been? activated/active/enabled/approved/confirmed/validated | Brevo
        account is/under/pending * review | SendGrid
        tenant has/is/exceeded/threshold/attribution * | Office 365
        tenant * exceeded | Office 365
        traffic not accepted from | Office 365
        smtpclientauthentication | Office 365
        bad outbound sender | Office 365
        relay/relaying access denied | Postfix
        relay/relaying denied/disallowed/prohibited/refused/forbidden | Sendmail, Zoho
        relay/relaying is? not permitted/allowed/authorized/possible/available | Exim
        unable/not/cannot/refuse/no/refused permitted/allowed/able/permission/authorized? to relay/gateway | Exchange
        wont/dont/cant relay | Mercury
        isnt/not in my list of allowed rcpthosts | qmail
        bad/wrong/invalid/out sequence/order of? commands/command? | RFC 5321
        rcpt/mail/data/helo/ehlo/recipient first/required/before/expected/needed | RFC 5321
        need rcpt/mail/helo/ehlo command? | RFC 5321
        no valid? recipients specified/given | RFC 5321
        nested mail command | Sendmail
        sender already specified/given | Exchange
        polite people say helo/hello | Sendmail
        syntax error | RFC 5321
        command/parameter/argument/option/parameters not/unknown/unrecognized/invalid/is/rejected implemented/
        recognized/recognised/supported/allowed/known? | RFC 5321
        unrecognized/unrecognised/unknown/invalid/unimplemented/unsupported command/parameter/parameters/
        arguments/argument/option/verb | RFC 5321
        service unavailable/unavailble/not available | RFC 5321
        payment/billing/subscription/invoice * required/overdue/expired/unpaid/failed/cancelled/due | Postmark
        subscription/license/licence/plan/trial/contract expired/ended/has/is * | MailEnable
        duplicate header | Amazon SES
        user not/is authorized * ses | Amazon SES
        is not authorized to perform | Amazon SES
        domain/hostname/sender/server is? not allowed to send | Mailgun
        ip address/is not authorized/allowed/whitelisted/permitted to/for/on/by | Gmail
        invalid credentials for relay | Gmail
        mail relay denied | Gmail
        limite/quota/quote/contingent/limiet * envoi/envoie/denvoi/envoyer/versand/envio/invio/verzend/wysylki/
        отправки * | Orange, OVH, Strato
        versandlimit/sendelimit/versandkontingent | Strato, 1&1
        limite/cuota/cota/quota de/di/d? envio/envios/invio/envoi/denvoi/wysylki | OVH, Aruba
        denvoi/envoi/envio/invio limite/quota/cota/cuota/depasse | OVH
        """;
}
