using DigestMailer.Delivery.Refusals;
using DigestMailer.Outbox;

namespace DigestMailer.Tests.Delivery.Refusals;

/// <summary>
/// Whose fault a refusal is. The replies are written after what servers' documentation and their public error lists
/// say.
/// </summary>
internal sealed class JudgementTests
{
    [TestCase(Blame.Address, SmtpPhase.Recipient, null,
        "550 5.1.1 <ada@readers.example>: Recipient address rejected: User unknown in virtual " +
        "mailbox table")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 unrouteable address")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0",
        "550-5.1.1 The email account that you tried to reach does not exist. Please try " +
        "550-5.1.1 double-checking the recipient's email address for typos or unnecessary " +
        "spaces. Learn more at 550 5.1.1 https://support.example/?p=NoSuchUser x1 - gsmtp")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.1.10",
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ada@readers.example not found by " +
        "SMTP address lookup")]
    [TestCase(Blame.Address, SmtpPhase.Recipient, null,
        "550 5.4.1 Recipient address rejected: Access denied. AS(201806281) " +
        "[AM7EUR.prod.protection.outlook.example]")]
    [TestCase(Blame.Address, SmtpPhase.Recipient, null, "550 Requested action not taken: mailbox unavailable")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null,
        "554 delivery error: dd This user doesn't have a yahoo.example account " +
        "(ada@readers.example) [0] - mta1")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0",
        "550 Invalid Recipient - https://community.mimecast.example/docs/DOC-1369#550 [abc.uk1]")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null, "550 5.1.1 unknown or illegal alias: ada@readers.example")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null, "550 Mailbox not found")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null, "511 sorry, no mailbox here by that name (#5.1.1 - chkuser)")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null, "550 <ada@readers.example> No such user here")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null, "550 No such recipient here")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null,
        "User ada (ada@readers.example) not listed in Domino Directory")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null,
        "550 5.1.1 ada@readers.example Destinataire inconnu. Unknown recipient. OFR_416 [416]")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null,
        "550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. LPN416 [416]")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Utilisateur inconnu")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 L'adresse e-mail n'existe pas")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Benutzer unbekannt")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Die Mailbox existiert nicht")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Empfaengeradresse unbekannt")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 El usuario no existe")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Destinatario desconocido")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Cuenta de correo inexistente")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Usuario inexistente ou invalido")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Destinatário não encontrado")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Utente sconosciuto")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 La casella di posta non esiste")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Gebruiker onbekend")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Het e-mailadres bestaat niet")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Nie ma takiego użytkownika")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Użytkownik nie istnieje")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Пользователь не найден")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Такого пользователя нет")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Почтовый ящик не существует")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 宛先のメールアドレスが存在しません")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 ユーザーが見つかりません")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 收件人地址不存在")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 用户不存在")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 查无此用户")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 信箱不存在")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.1.1", "550 5.1.1 Postfach ist voll")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.1.1", "550 5.1.1 Empfänger unbekannt: Postfach ist voll")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0", "550 La boîte de réception du destinataire est pleine")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0", "550 El buzón del destinatario está lleno")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0", "552 Caixa postal cheia")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0", "552 Casella piena")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0", "552 Het postvak is vol")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0", "552 Skrzynka odbiorcy jest przepełniona")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0", "552 Почтовый ящик переполнен")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0", "552 メールボックスの容量を超えています")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0", "552 メールボックスがいっぱいです")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0", "552 收件人邮箱已满")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0", "552 邮箱空间不足")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.2.2",
        "552-5.2.2 The email account that you tried to reach is over quota. Please direct 552 " +
        "5.2.2 the recipient to https://support.example/mail/?p=OverQuotaPerm")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.2.1",
        "550 5.2.1 The email account that you tried to reach is disabled")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.0.0",
        "554 delivery error: dd Sorry, your message to ada@readers.example cannot be delivered. " +
        "This mailbox is disabled (554.30). - mta1")]
    [TestCase(Blame.Mailbox, SmtpPhase.Recipient, null, "550 5.1.1 mailbox over quota")]
    [TestCase(Blame.Sender, SmtpPhase.Recipient, null, "550 5.7.1 message refused by policy")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, "5.1.1",
        "550 5.1.1 RCP-P2 http://x.example/?ip=192.0.2.1#rcp Refused due to recipient preferences")]
    [TestCase(Blame.Sender, SmtpPhase.Content, null, "554 5.7.1 Message rejected as spam by content scanner")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, null,
        "550 5.7.520 Access denied, Your organization does not allow external forwarding")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, null,
        "550 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using " +
        "zen.spamhaus.example")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, null, "553 5.1.8 Domain of sender address x@y does not exist")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, null,
        "550 Verification failed for <digest@example.org> Sender verify failed")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, null, "554 5.7.1 <ada@readers.example>: Relay access denied")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, null, "550 5.7.1 <ada@readers.example> relaying denied")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, null,
        "550 5.7.26 This mail is unauthenticated, which poses a security risk")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, null, "550 SPF check failed")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, null,
        "550 5.7.509 Access denied, sending domain example.org does not pass DMARC verification")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, null, "554 HL:ITC 163 smtp, Connection is rejected as spam")]
    [TestCase(Blame.Nobody, SmtpPhase.Unknown, "4.4.1",
        "connect to mx.readers.example[192.0.2.7]:25: Connection timed out")]
    [TestCase(Blame.Nobody, SmtpPhase.Recipient, null,
        "450 4.2.1 The user you are trying to contact is receiving mail at a rate that")]
    [TestCase(Blame.Nobody, SmtpPhase.Unknown, "4.4.7", "550 4.4.7 QUEUE.Expired; message expired")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.4.4",
        "Host or domain name not found. Name service error for name=readers.example type=AAAA: " +
        "Host not found")]
    [TestCase(Blame.Nobody, SmtpPhase.Unknown, "5.4.4", "malformed or unexpected name server reply")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null, "I couldn't find any host named readers.example. (#5.1.2)")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null, "556 5.1.10 Domain does not accept mail (nullMX)")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, null,
        "550 5.1.351 Remote server returned unknown recipient or mailbox unavailable -> 550 " +
        "5.1.1 User unknown")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, null,
        "550 5.0.350 Remote server returned an error -> 552 5.2.2 mailbox full")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.1.1",
        "550 5.1.1 <ada@readers.example>: undeliverable address: host mx[192.0.2.3] said: 552 " +
        "5.2.2 Mailbox full (in reply to RCPT TO command)")]
    [TestCase(Blame.Address, SmtpPhase.Recipient, null, "550 e-mail address does not exist")]
    [TestCase(Blame.Address, SmtpPhase.Recipient, null, "550 Mail is not accepted for non-existent user")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 cuda_nsu")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 This user no longer has an account")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Nie można odnaleźć wprowadzonego adresu e-mail")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 Onbekend adres")]
    [TestCase(Blame.Address, SmtpPhase.Unknown, "5.0.0", "550 存在しないアドレスです")]
    [TestCase(Blame.Address, SmtpPhase.Recipient, null, "550 does not exist")]
    [TestCase(Blame.Nobody, SmtpPhase.Unknown, null, "550 does not exist")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, "5.0.0",
        "550 Requested action not taken: mailbox unavailable invalid DNS MX or A/AAAA resource record")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, "5.0.0", "550 your IP sent mail to non-existent users")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, "5.0.0", "550 directory harvest attack: user unknown")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, "5.0.0", "550 Adresse de l'expéditeur inconnue")]
    [TestCase(Blame.Sender, SmtpPhase.Unknown, "5.0.0", "550 送信者のアドレスが存在しません")]
    [TestCase(Blame.Sender, SmtpPhase.Recipient, null, "550 Administrative prohibition")]
    [TestCase(Blame.Sender, SmtpPhase.Recipient, null,
        "550 SC-001 (BAY004) Unfortunately, messages from 192.0.2.1 weren't sent.")]
    [TestCase(Blame.Mailbox, SmtpPhase.Unknown, "5.2.1",
        "550 5.2.1 This mailbox has been blocked due to inactivity")]
    [TestCase(Blame.Mailbox, SmtpPhase.Recipient, null, "550 5.7.1 mailbox size limit exceeded")]
    [TestCase(Blame.Mailbox, SmtpPhase.Recipient, null,
        "552 Account <ada@readers.example> does not have enough space")]
    [TestCase(Blame.Mailbox, SmtpPhase.Recipient, null, "552 User has exhausted allowed storage space")]
    public void A_reported_reply_is_blamed_on(Blame blame, SmtpPhase phase, string? status, string said) =>
        Assert.That(Judgement.Of(new Refusal(said, status, phase)).Blame, Is.EqualTo(blame));

    [TestCase(Blame.Relay, SmtpPhase.Content,
        "550-5.4.5 Daily user sending limit exceeded. For more information on 550-5.4.5 sending " +
        "limits go to 550 5.4.5 https://support.relay.example/limits x1 - gsmtp")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "554 Message rejected: Email address is not verified. The following identities failed " +
        "the check in region EU-WEST-1: digest@example.org")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "552 Message would take you over your relay quota of 500 Current quota used: 487")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "503 5.5.1 RCPT first")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "550 Your account is suspended due to unpaid invoice")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "550 You have exceeded your mailing quota for today")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "554 5.7.1 API key is not active")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient, "552 5.2.2 Your sending quota is used up, daily limit exceeded")]
    [TestCase(Blame.Mailbox, SmtpPhase.Recipient, "552 5.2.2 Over quota")]
    [TestCase(Blame.Mailbox, SmtpPhase.Recipient, "550 5.2.2 user over quota")]
    [TestCase(Blame.Mailbox, SmtpPhase.Recipient, "552 5.2.2 exceeded quota")]
    [TestCase(Blame.Mailbox, SmtpPhase.Content, "552 5.2.2 Over quota")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "554 5.2.252 SendAsDenied; digest@example.org not allowed to send as other@example.org; " +
        "STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed " +
        "to process message")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "554 5.2.0 " +
        "STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed " +
        "to process message due to a permanent exception")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "550 5.7.60 SMTP; Client does not have permissions to send as this sender")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient, "554 5.7.1 <ada@readers.example>: Relay access denied")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient, "530 5.7.0 Authentication Required")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient,
        "553 5.7.1 <digest@example.org>: Sender address rejected: not owned by user x")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient, "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "454 Throttling failure: Daily message quota exceeded.")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "550 5.1.90 Your message can't be sent because you've reached your daily limit for " +
        "message recipients")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "451 Authentication failed: Maximum credits exceeded")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient,
        "550 Domain example.org has exceeded the max emails per hour (500/500 (100%)) allowed. " +
        "Message discarded.")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient, "550 You have exceeded the maximum number of emails per hour")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "554 5.7.1 Sending suspended for this account. For more information, please check the " +
        "inbox")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "550 Your account has been suspended from sending. Contact support")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "553 From address is not one of your verified senders")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient, "550 5.7.0 From address is not one of your addresses")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient, "501 Syntax error in parameters or arguments")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient, "503 5.5.2 Send hello first")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient, "502 5.5.2 Error: command not recognized")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "550 5.7.1 Unconfigured Sending Domain <example.org>")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "550 5.4.6 Unusual sending activity detected. Please try after sometime")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "450 Requested mail action not taken: mailbox unavailable. Mail send limit exceeded.")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "552 5.2.2 You have exceeded your daily sending quota")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "550 5.1.8 Access denied, bad outbound sender")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "421 Domain sandbox1.mailgun.example is not allowed to send: Free accounts are for test " +
        "purposes only")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "554 Access denied: User arn:aws:iam::1:user/x is not authorized to perform " +
        "ses:SendRawEmail on resource")]
    [TestCase(Blame.Relay, SmtpPhase.Content,
        "502 5.7.0 Please authenticate first: your SMTP account is not yet activated")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "550 Message quota exceeded for today")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "554 5.7.0 Too many messages sent today from this account")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "554 5.3.0 Your hourly limit is exhausted")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "550 Limite d'envoi dépassée")]
    [TestCase(Blame.Relay, SmtpPhase.Content, "554 Versandlimit erreicht")]
    [TestCase(Blame.Size, SmtpPhase.Content, "552 Message size exceeds fixed limit")]
    [TestCase(Blame.Size, SmtpPhase.Content, "552 5.3.4 Message size exceeds fixed limit")]
    [TestCase(Blame.Size, SmtpPhase.Sender, "552 5.3.4 too big")]
    [TestCase(Blame.Address, SmtpPhase.Recipient, "550 No such user here")]
    [TestCase(Blame.Mailbox, SmtpPhase.Recipient,
        "552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]")]
    [TestCase(Blame.Mailbox, SmtpPhase.Recipient, "552 5.2.2 Mailbox full")]
    [TestCase(Blame.Mailbox, SmtpPhase.Recipient, "552 Mailbox quota exceeded")]
    [TestCase(Blame.Mailbox, SmtpPhase.Content, "552 5.2.2 The recipient's mailbox is over quota")]
    [TestCase(Blame.Address, SmtpPhase.Recipient, "550 5.1.1 <ada@readers.example>: User unknown")]
    [TestCase(Blame.Sender, SmtpPhase.Recipient, "550 5.7.1 message refused by policy")]
    [TestCase(Blame.Mail, SmtpPhase.Content, "554 5.3.0 no")]
    [TestCase(Blame.Nobody, SmtpPhase.Recipient, "550 5.3.0 no")]
    [TestCase(Blame.Sender, SmtpPhase.Sender, "554 5.3.0 no")]
    [TestCase(Blame.Pace, SmtpPhase.Recipient, "421 4.3.2 bye")]
    [TestCase(Blame.Nobody, SmtpPhase.Content, "451 4.3.0 Temporary lookup failure")]
    [TestCase(Blame.Sender, SmtpPhase.Recipient, "550 5.7.1 blocked")]
    [TestCase(Blame.Sender, SmtpPhase.Content,
        "550 5.7.28 There is an unusual rate of unsolicited mail originating from your IP address")]
    [TestCase(Blame.Address, SmtpPhase.Recipient, "501 5.1.3 Bad recipient address syntax")]
    [TestCase(Blame.Sender, SmtpPhase.Recipient, "550 5.2.1 Mailbox blocked: account suspended for abuse")]
    [TestCase(Blame.Nobody, SmtpPhase.Recipient, "550 5.2.1 Mailbox disabled: user subscription expired")]
    [TestCase(Blame.Mailbox, SmtpPhase.Recipient,
        "550 5.1.1 <ada@readers.example>: Recipient address rejected: trial account expired")]
    [TestCase(Blame.Address, SmtpPhase.Recipient, "550 5.1.1 service not available for this user")]
    [TestCase(Blame.Address, SmtpPhase.Recipient, "501 <ada@readers.example>: unknown user")]
    [TestCase(Blame.Nobody, SmtpPhase.Recipient, "450 4.2.1 Mailbox temporarily disabled: account is under review")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient, "452 4.2.2 Your daily sending quota is exceeded")]
    [TestCase(Blame.Relay, SmtpPhase.Recipient, "550 5.7.1 Relaying denied")]
    public void An_answer_of_our_own_relay_is_blamed_on(Blame blame, SmtpPhase phase, string said) =>
        Assert.That(Judgement.Of(new Refusal(said, null, phase, Live: true)).Blame, Is.EqualTo(blame));
}
