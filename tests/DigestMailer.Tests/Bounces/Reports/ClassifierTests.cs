using System.Text;
using DigestMailer.Bounces.Reports;
using MimeKit;

namespace DigestMailer.Tests.Bounces.Reports;

/// <summary>What single mails say, each written for one rule.</summary>
internal sealed class ClassifierTests
{
    // The library keeps in mind for good which charsets there are.
    [OneTimeSetUp]
    public void Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [TestCase("5.1.1", "smtp; 550 5.1.1 <reader@example.net>: no mailbox here", VerdictKind.Hard)]
    [TestCase("5.0.0", "smtp; 550 5.1.10 recipient not found", VerdictKind.Hard)]
    [TestCase("5.1.1", "smtp; 550 5.7.1 our policy forbids it", VerdictKind.Refused)]
    [TestCase("5.1.1", "smtp; 552 the mailbox is over quota (#5.1.1)", VerdictKind.Soft)]
    [TestCase("5.2.2", "smtp; 552 5.2.2 mailbox full", VerdictKind.Soft)]
    [TestCase("4.4.1", "X-Relay; connection timed out", VerdictKind.Soft)]
    [TestCase("5.1.8", "smtp; 553 5.1.8 domain of sender address does not exist", VerdictKind.Refused)]
    [TestCase("5.4.4", "X-Relay; host not found", VerdictKind.Hard)]
    [TestCase("5.4.4", "X-Relay; malformed name server reply", VerdictKind.Soft)]
    [TestCase("5.0.0", "smtp; 550 <reader@example.net>... User not exist", VerdictKind.Hard)]
    [TestCase("5.2.1", "smtp; 550 5.2.1 <reader@example.net>... User unknown", VerdictKind.Soft)]
    [TestCase("5.2.1", "smtp; 550 5.2.1 <reader@example.net>: mailbox disabled", VerdictKind.Soft)]
    [TestCase("5.5.0", "smtp; 550 Requested action not taken: mailbox unavailable", VerdictKind.Hard)]
    [TestCase("5.0.0", "smtp; 550 mailbox unavailable", VerdictKind.Soft)]
    [TestCase("5.0.0", "smtp; 554 delivery error: dd This user doesn't have an example.net account", VerdictKind.Hard)]
    [TestCase("5.1.0", "smtp; 550 #5.1.0 Address rejected.", VerdictKind.Hard)]
    [TestCase("5.1.0", "smtp; 550 5.1.0 Address rejected", VerdictKind.Soft)]
    [TestCase("5.7.1", "smtp; 550 5.7.1 No such user!", VerdictKind.Hard)]
    [TestCase("5.4.310", "smtp; 550 5.4.310 DNS domain example.net does not exist", VerdictKind.Hard)]
    [TestCase("5.3.4", "smtp; 552 5.3.4 Message size exceeds fixed limit", VerdictKind.Refused)]
    [TestCase("5.2.3", "smtp; 552 5.2.3 Message exceeds the limit of the recipient", VerdictKind.Soft)]
    [TestCase("5.0.0", "smtp; 550 <reader@example.net>: Der Empfänger ist unbekannt", VerdictKind.Hard)]
    [TestCase("5.0.0", "smtp; 550 <reader@example.net>: Destinataire inconnu", VerdictKind.Hard)]
    [TestCase("5.0.0", "smtp; 550 <reader@example.net>: is no longer employed here", VerdictKind.Hard)]
    [TestCase("4.2.0", "smtp; 450 <reader@example.net>: user unknown", VerdictKind.Soft)]
    public void The_code_in_the_diagnostic_counts_before_the_status(string status, string diagnostic,
        VerdictKind kind) =>
        Assert.That(Report("failed", status, diagnostic).Single().Kind, Is.EqualTo(kind));

    [TestCase("delayed")]
    [TestCase("delivered")]
    [TestCase("relayed")]
    [TestCase("expanded")]
    public void The_action_counts_before_every_code(string action) =>
        Assert.That(Report(action, "5.1.1", "smtp; 550 5.1.1 unknown user").Single().Kind,
            Is.EqualTo(VerdictKind.Nothing));

    [TestCase("RCPT TO", VerdictKind.Hard)]
    [TestCase("end of DATA", VerdictKind.Soft)]
    [TestCase("MAIL FROM", VerdictKind.Refused)]
    public void Words_without_a_code_count_only_in_answer_to_the_recipient(string command, VerdictKind kind) =>
        Assert.That(
            Report("failed", "5.0.0", "smtp; 550 unknown user",
                $"<reader@example.net>: host mx.example.net said: 550 unknown user (in reply to {command} command)")
                .Single().Kind, Is.EqualTo(kind));

    [Test]
    public void A_report_names_its_recipient_its_code_and_its_evidence()
    {
        var verdict = Report("failed", "5.1.1", "smtp; 550 5.1.1\n gone").Single();
        Assert.That((verdict.Address, verdict.Status, verdict.Diagnostic, verdict.Evidence),
            Is.EqualTo(("reader@example.net", "5.1.1", "550 5.1.1 gone", "status report: code 5.1.1")));
    }

    [Test]
    public void Two_recipients_of_one_text_are_told_apart()
    {
        var verdicts = Classifier.Read(Mail(
            "From: MAILER-DAEMON@mx.example.net\nReturn-Path: <>\nSubject: failure notice",
            "Hello. These could not be delivered.\n\n<one@example.net>:\nRemote host said: 550 5.1.1 no such "
                + "user\n\n<two@example.net>:\nRemote host said: 552 5.2.2 full\n\n--- Below this line is a copy of "
                + "the message.\n\nSubject: 550 5.1.1 x"));
        Assert.That(verdicts.Select(one => (one.Address, one.Kind)),
            Is.EqualTo(new[] { ("one@example.net", VerdictKind.Hard), ("two@example.net", VerdictKind.Soft) }));
    }

    [TestCase("From: ada@example.net\nSubject: Re: a mail that bounced",
        "You wrote: 550 5.1.1 user unknown. What does it mean?")]
    [TestCase("From: ada@example.net\nReturn-Path: <>\nAuto-Submitted: auto-replied\nSubject: Away",
        "Mail to old@example.net could not be delivered: 550 5.1.1 user unknown")]
    [TestCase("From: postmaster@example.net\nSubject: Maintenance on Sunday", "The service will be down for an hour.")]
    [TestCase("From: MAILER-DAEMON@example.net\nReturn-Path: <>\nSubject: Delivery delayed",
        "<a@example.net>: 550 user unknown\nYour message has been delayed; delivery attempts will continue.")]
    public void Mail_that_is_not_a_bounce_says_nothing(string head, string body) =>
        Assert.That(Classifier.Read(Mail(head, body)).Single().Kind, Is.EqualTo(VerdictKind.Nothing));

    [TestCase("abuse", VerdictKind.Complaint)]
    [TestCase("not-spam", VerdictKind.NotSpam)]
    [TestCase("auth-failure", VerdictKind.Nothing)]
    public void The_type_of_feedback_decides(string type, VerdictKind kind)
    {
        var mail =
            Mail("From: fbl@example.net\nContent-Type: multipart/report; report-type=feedback-report; boundary=b",
            $"--b\nContent-Type: text/plain\n\nA report.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: "
                + $"{type}\nOriginal-Rcpt-To: <reader@example.net>\n\n--b\nContent-Type: message/rfc822\n\nSubject: "
                + $"x\n\n--b--");
        var verdict = Classifier.Read(mail).Single();
        Assert.That((verdict.Kind, verdict.Address), Is.EqualTo((kind, "reader@example.net")));
    }

    [TestCase("")]
    [TestCase("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: "
        + "message/delivery-status\n\n\n\n\n--b")]
    [TestCase("Content-Type: multipart/mixed\n\n")]
    [TestCase("From: <>\nContent-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\n!!!!")]
    public void Broken_mail_is_read_without_a_fault(string raw) =>
        Assert.That(Classifier.Read(MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(raw + "\n")))),
            Is.Not.Empty);

    [TestCase("550 user unknown", VerdictKind.Hard)]
    [TestCase("550 Benutzer unbekannt", VerdictKind.Hard)]
    [TestCase("550 : User unknown", VerdictKind.Soft)]
    [TestCase("550 Boîte aux lettres du destinataire pleine", VerdictKind.Soft)]
    [TestCase("550 Usuário inexistente", VerdictKind.Hard)]
    public void Bare_words_without_a_code_and_a_phase_decide(string diagnostic, VerdictKind kind) =>
        Assert.That(Report("failed", "5.0.0", "smtp; " + diagnostic).Single().Kind, Is.EqualTo(kind));

    [TestCase("** Address not found **\n\nYour message wasn't delivered to reader@example.net because the address "
        + "couldn't be found. Check for typos and try again.", VerdictKind.Hard)]
    [TestCase("** Adresse introuvable **\n\nVotre message n'est pas parvenu à reader@example.net, "
        + "car l'adresse est introuvable. Veuillez réessayer.", VerdictKind.Hard)]
    [TestCase("** Boîte de réception pleine **\n\nVotre message n'est pas parvenu à reader@example.net. "
        + "Sa boîte de réception est pleine. Veuillez réessayer plus tard.", VerdictKind.Soft)]
    [TestCase("Nie znaleziono adresu\n\nWiadomość nie dotarła do reader@example.net. "
        + "Sprawdź, czy adres nie zawiera błędów.", VerdictKind.Hard)]
    [TestCase("アドレスが見つかりません\n\nreader@example.net にメールを配信できませんでした。アドレスをご確認ください。", VerdictKind.Hard)]
    public void Where_there_is_no_diagnostic_the_words_count_without_the_advice(string words, VerdictKind kind) =>
        Assert.That(Report("failed", "5.0.0", "", words).Single().Kind, Is.EqualTo(kind));

    [TestCase("From: MDaemon@mx.example.net\nReturn-Path: <>\nSubject: Warning: reader@example.net - no such user!",
        "reader@example.net - no such user here.", VerdictKind.Hard)]
    [TestCase("From: System Administrator <admin@mx.example.net>\nSubject: Undeliverable: Papers",
        "Your message did not reach some or all of the intended recipients.\n\n"
            + "      Subject: Papers\n\n"
            + "The following recipient(s) could not be reached:\n\n"
            + "      'reader@example.net' on 3/2/2026 9:00 AM\n"
            + "            The e-mail account does not exist at the organization this message was sent to.  "
            + "Check the e-mail address, or contact the recipient directly.",
        VerdictKind.Hard)]
    [TestCase("From: Ada <ada@example.net>\nSubject: Re: Papers", "Undeliverable? No: user unknown was a joke.",
        VerdictKind.Nothing)]
    [TestCase("From: Ada <ada@example.net>\nSubject: Out of office", "No such user here until Monday.",
        VerdictKind.Nothing)]
    [TestCase("From: Ada <ada@example.net>\nReturn-Path: <>\nSubject: 自動応答: Papers", "外出中です。", VerdictKind.Nothing)]
    [TestCase("From: Ada <ada@example.net>\nReturn-Path: <>\nSubject: Odpowiedź automatyczna: Papers", "Urlop.",
        VerdictKind.Nothing)]
    [TestCase("From: Ada <ada@example.net>\nReturn-Path: <>\nSubject: Gelesen: Papers", "Ihre Nachricht wurde gelesen.",
        VerdictKind.Nothing)]
    [TestCase("From: Ada <ada@example.net>\nReturn-Path: <>\nSubject: Not read: Papers",
        "Your message was deleted without being read.", VerdictKind.Nothing)]
    [TestCase("From: Help <help@example.net>\nReturn-Path: <>\nAuto-Submitted: auto-generated\nSubject: Ticket 42",
        "We have your request. Mail to closed tickets is rejected.", VerdictKind.Nothing)]
    [TestCase("From: Ada <ada@example.net>\nReturn-Path: <>\nX-Amazon-Auto-Reply: true\nSubject: Papers",
        "This mailbox does not exist any more.", VerdictKind.Nothing)]
    [TestCase("From: Ada <ada@example.net>\nReturn-Path: <>\nSubject: Re: Papers",
        "Ada has left. This mailbox does not exist any more.", VerdictKind.Nothing)]
    [TestCase("From: Help <help@example.net>\nReturn-Path: <>\nSubject: Thank you", "Tapaamme pian.",
        VerdictKind.Nothing)]
    [TestCase("From: Mail <mail@example.net>\nReturn-Path: <>\nSubject: E", "Benutzer unbekannt: reader@example.net",
        VerdictKind.Hard)]
    public void A_mail_to_a_signed_return_path_is_a_bounce_unless_a_person_wrote_it(string head, string body,
        VerdictKind kind) =>
        Assert.That(Classifier.Read(Mail(head, body), proven: true).Single().Kind, Is.EqualTo(kind));

    [TestCase("Mail delivery failed: returning message to sender", "  reader@example.net\n    retry timeout exceeded",
        VerdictKind.Soft)]
    [TestCase("DELIVERY FAILURE", "Your message was not delivered to reader@example.net: several matches found.",
        VerdictKind.Soft)]
    [TestCase("Undeliverable: Papers", "The following message to <reader@example.net> was undeliverable.\n"
        + "The reason for the problem:\n5.4.7 - Delivery expired (message too old)", VerdictKind.Soft)]
    [TestCase("Undeliverable Mail", "Invalid final delivery userid: reader@example.net", VerdictKind.Hard)]
    [TestCase("系统退信", "退信原因：对方服务器认为邮件是垃圾邮件。收件人：reader@example.net", VerdictKind.Refused)]
    [TestCase("系统退信", "收件人：reader@example.net\n退信原因：用户不存在", VerdictKind.Hard)]
    public void Words_that_a_reporter_writes_of_every_mail_decide_nothing(string subject, string words,
        VerdictKind kind) =>
        Assert.That(Classifier.Read(Mail($"From: MAILER-DAEMON@mx.example.net\nReturn-Path: <>\nSubject: {subject}",
            words)).Single().Kind, Is.EqualTo(kind));

    [Test]
    public void A_label_and_a_footer_of_the_reporter_decide_nothing() =>
        Assert.That(Classifier.Read(Mail(
            "From: postmaster@mx.example.net\nReturn-Path: <>\nSubject: Undeliverable Mail",
            "Could not be delivered because of\n\n550 No such recipient\n\n"
                + "The following recipients were affected:\n"
                + "    reader@example.net\n\n"
                + "Original Sender: <digest@example.org>\n"
                + "This message was scanned for spam by policy 7.")).Single().Kind,
            Is.EqualTo(VerdictKind.Hard));

    [Test]
    public void A_notification_of_SES_is_read_inside_the_envelope_of_SNS()
    {
        var inner =
            """{"notificationType":"Bounce","bounce":"""
                + """{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":["""
                + """{"emailAddress":"reader@example.net","action":"failed","status":"5.1.1","diagnosticCode":"smtp; """
                + """550 5.1.1 user unknown"}]},"mail":{"source":"digest@example.org"}}""";
        var envelope = System.Text.Json.JsonSerializer.Serialize(new { Type = "Notification", Message = inner });
        var verdict = Classifier.Read(Mail("From: no-reply@sns.example\nSubject: AWS Notification Message",
            envelope + "\n\n--\nIf you wish to stop receiving notifications, visit the link.")).Single();
        Assert.That((verdict.Kind, verdict.Address), Is.EqualTo((VerdictKind.Hard, "reader@example.net")));
    }

    [Test]
    public void A_complaint_that_is_the_very_mail_names_its_reader() =>
        Assert.That(Classifier.Read(Mail(
            "From: digest@example.org\nX-HmXmrOriginalRecipient: reader@example.net\nSubject: Papers",
            "Papers of today."))
            .Single() is { Kind: VerdictKind.Complaint, Address: "reader@example.net" });

    [TestCase("fail")]
    [TestCase("deliver ")]
    [TestCase(">>> RCPT\n<<< 550 ")]
    [TestCase("in reply to ")]
    [TestCase("\n")]
    [TestCase("a@b.c ")]
    [TestCase("(")]
    public void Repeats_of_a_token_are_read_in_a_moment(string token)
    {
        var text = string.Concat(Enumerable.Repeat(token, 100_000 / token.Length));
        Classifier.Read(Mail("From: MAILER-DAEMON@example.net\nReturn-Path: <>\nSubject: failed", "550 warm up"));
        var most = TimeSpan.FromSeconds(5);
        Assert.That(ProcessorTime.Of(most, () => Classifier.Read(
            Mail("From: MAILER-DAEMON@example.net\nReturn-Path: <>\nSubject: failed", text), proven: true)),
            Is.LessThan(most));
    }

    [Test]
    public void A_large_text_is_read_in_a_moment()
    {
        var text =
            string.Concat(
                Enumerable.Repeat("550-5.1.1 a@b.example the user unknown host x does not <<<>>> RCPT ", 40_000));
        var most = TimeSpan.FromSeconds(5);
        Assert.That(ProcessorTime.Of(most, () => Classifier.Read(
            Mail("From: MAILER-DAEMON@example.net\nReturn-Path: <>\nSubject: failed", text))), Is.LessThan(most));
    }

    private static IReadOnlyList<Verdict> Report(string action, string status, string diagnostic,
        string words = "It could not be delivered.") => Classifier.Read(Mail(
        "From: MAILER-DAEMON@mx.example.org\nReturn-Path: <>\nContent-Type: multipart/report; "
            + "report-type=delivery-status; boundary=b",
        $"--b\nContent-Type: text/plain\n\n{words}\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: "
            + $"dns; mx.example.org\n\nFinal-Recipient: rfc822; reader@example.net\nAction: {action}\nStatus: "
            + $"{status}\nDiagnostic-Code: {diagnostic}\n\n--b--"));

    private static MimeMessage Mail(string head, string body) =>
        MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes($"{head}\n\n{body}\n")));
}
