using System.Text;
using DigestMailer.Bounces.Reports;
using DigestMailer.Outbox;
using MimeKit;

namespace DigestMailer.Tests.Bounces.Reports;

/// <summary>Reports in their many forms: fields in a part or in the text, words in plain text or HTML.</summary>
internal sealed class ReportFormsTests
{
    private const string Daemon = "From: MAILER-DAEMON@mx.example.org\nReturn-Path: <>\nSubject: failure notice";
    private const string Parts = "\nContent-Type: multipart/mixed; boundary=b";

    [OneTimeSetUp]
    public void Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [TestCase("Final-Recipient: rfc822; a@example.net\nOriginal-Recipient: rfc822; b@example.net\nAction: failed\n"
        + "Status: 5.1.1", "a@example.net: Hard 5.1.1 status report: code 5.1.1")]
    [TestCase("Final-Recipient: x400; c=org\nOriginal-Recipient: rfc822; b@example.net\nAction: failed\n"
        + "Status: 5.1.1", "b@example.net: Hard 5.1.1 status report: code 5.1.1")]
    [TestCase("Final-Recipient: rfc822; a@example.net\nStatus: 5.1.1\n"
        + "Diagnostic-Code: smtp; 550 5.1.1 User unknown", "a@example.net: Hard 5.1.1 status report: ")]
    [TestCase("Final-Recipient: rfc822; a@example.net\nStatus: 5.4.7\nWill-Retry-Until: Mon, 2 Mar 2026 09:00:00 +0000",
        "a@example.net: Nothing 5.4.7 status report: delayed")]
    [TestCase("Final-Recipient: rfc822; a@example.net\nStatus: 2.0.0", "a@example.net: Nothing 2.0.0 ")]
    [TestCase("Final-Recipient: rfc822; a@example.net\nAction: failed\nStatus: 5.1.1\n"
        + "Diagnostic-Code: smtp; 550 5.1.1 User unknown, address is out of use", "a@example.net: Hard 5.1.1 ")]
    [TestCase("Action: failed\nStatus: 5.1.1", "nobody: Hard 5.1.1 status report: code 5.1.1")]
    [TestCase("Final-Recipient: rfc822; a@example.net\nAction: failed", "a@example.net: Soft no code status report: ")]
    [TestCase("Final-Recipient: rfc822; a@example.net\nAction: Delayed (for long)\nStatus: 4.4.1",
        "a@example.net: Nothing 4.4.1 status report: delayed")]
    [TestCase("Final-Recipient: rfc822; a@example.net\nAction: failed\nStatus: 5.0.0 (user unknown)",
        "a@example.net: Hard 5.0.0 status report: ")]
    [TestCase("Final-Recipient: rfc822; a@example.net\nAction: failed\nStatus: 5.2.2 (permanent failure)",
        "a@example.net: Soft 5.2.2 status report: code 5.2.2")]
    [TestCase("Final-Recipient: rfc822; a@example.net\nAction: failed\nStatus: none",
        "a@example.net: Soft no code status report: ")]
    public void The_fields_of_a_status_report_are_read(string fields, string said) =>
        Assert.That(Line(Read($"{Daemon}{Parts}\n\n--b\nContent-Type: text/plain\n\nHello.\n\n--b\n"
            + $"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n{fields}\n\n--b--")
            .Single()), Does.StartWith(said));

    [Test]
    public void Each_group_of_a_status_report_is_a_recipient()
    {
        var verdicts = Read(Daemon + Parts + "\n\n--b\nContent-Type: message/delivery-status\n\n"
            + "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; a@example.net\nAction: failed\n"
            + "Status: 5.1.1\n\nFinal-Recipient: rfc822; b@example.net\nAction: delivered\nStatus: 2.0.0\n\n--b--");
        Assert.That(verdicts.Select(one => (one.Address, one.Kind)),
            Is.EqualTo(new[] { ("a@example.net", VerdictKind.Hard), ("b@example.net", VerdictKind.Nothing) }));
    }

    [Test]
    public void Words_about_a_recipient_count_for_that_recipient()
    {
        var verdicts = Read(Daemon + Parts + "\n\n--b\nContent-Type: text/plain\n\n<a@example.net>: user unknown (in "
            + "reply to RCPT TO command)\n\n<b@example.net>: mailbox full\n\n--b\n"
            + "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
            + "Final-Recipient: rfc822; b@example.net\nAction: failed\nStatus: 5.0.0\n\n"
            + "Final-Recipient: rfc822; a@example.net\nAction: failed\nStatus: 5.0.0\n\n"
            + "Final-Recipient: rfc822; c@example.net\nAction: failed\nStatus: 5.0.0\n\n--b--");
        Assert.That(verdicts.Select(one => (one.Address, one.Kind)), Is.EqualTo(new[]
        {
            ("b@example.net", VerdictKind.Soft), ("a@example.net", VerdictKind.Hard),
            ("c@example.net", VerdictKind.Soft),
        }));
        Assert.That(verdicts[0].Diagnostic, Does.Contain("mailbox full"));
        Assert.That(verdicts[1].Diagnostic, Does.Contain("user unknown"));
        Assert.That(verdicts[2].Diagnostic, Is.Empty);
    }

    [TestCase("Final-Recipient: rfc822; a@example.net\nAction: failed\nStatus: 5.1.1\n"
        + "Diagnostic-Code: smtp; 550 no\n  such user", "a@example.net: Hard 5.1.1 status report: ")]
    [TestCase("final-recipient: rfc822; a@example.net\naction: delayed\nStatus: 4.4.1",
        "a@example.net: Nothing 4.4.1 status report: delayed")]
    [TestCase("Final-Recipient: rfc822; a@example.net\nStatus: 5.1.1", "a@example.net: ")]
    [TestCase("Final-Recipient: rfc822; a@example.net\nAction: failed\nStatus: 5.1.1\n\n"
        + "Final-Recipient: rfc822; b@example.net\nAction: delayed\nStatus: 4.4.1",
        "a@example.net: Hard 5.1.1 status report: code 5.1.1")]
    public void Fields_in_the_text_are_read_as_well(string text, string said) =>
        Assert.That(Line(Read($"{Daemon}\n\nHello.\n\n{text}\n")[0]), Does.StartWith(said));

    [Test]
    public void A_receipt_says_nothing() =>
        Assert.That(Read(Daemon + "\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b"
            + "\n\n--b\nContent-Type: text/plain\n\n550 5.1.1 user unknown\n\n--b\n"
            + "Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; a@example.net\n\n--b--"),
            Is.EqualTo(new[] { Verdict.Nothing("a receipt (RFC 8098)") }));

    [TestCase("\nAuto-Submitted: auto-replied\nSubject: Away", "an auto-reply")]
    [TestCase("\nSubject: Hello", "ordinary mail")]
    public void Other_mail_says_nothing_and_why(string head, string evidence) =>
        Assert.That(Read($"From: ada@example.net{head}\n\nHi.\n"),
            Is.EqualTo(new[] { Verdict.Nothing(evidence) }));

    [TestCase("text/plain", "a@example.net: 550 5.1.1 user unknown", true, TestName = "Plain text is read")]
    [TestCase("text/html", "a@example.net:<br>550 5.1.1 user unknown", true, TestName = "HTML alone is read")]
    [TestCase("text/html", "<p>a@example.net:</p>550 5.1.1 user unknown", true, TestName = "Paragraphs are lines")]
    [TestCase("text/html", "<i hidden>a</i><BR>550 5.1.1 user unknown", true, TestName = "A break is a line")]
    [TestCase("text/rfc822-headers", "a@example.net: 550 5.1.1 user unknown", false,
        TestName = "Headers of our mail are not the reporter's words")]
    [TestCase("message/rfc822", "Subject: x\n\na@example.net: 550 5.1.1 user unknown", false,
        TestName = "Our mail is not the reporter's words")]
    public void Only_the_words_of_the_reporter_are_read(string type, string text, bool read) =>
        Assert.That(Read($"{Daemon}{Parts}\n\n--b\nContent-Type: {type}\n\n{text}\n\n--b--").Single().Status,
            Is.EqualTo(read ? "5.1.1" : null));

    [Test]
    public void Plain_text_counts_before_HTML_and_other_text_before_it_too()
    {
        const string Html = "--b\nContent-Type: text/html\n\na@example.net: 552 5.2.2 full\n\n";
        Assert.That(Read($"{Daemon}{Parts}\n\n{Html}--b\nContent-Type: text/plain\n\na@example.net: 550 5.1.1 gone"
            + "\n\n--b--").Single().Status, Is.EqualTo("5.1.1"));
        Assert.That(Read($"{Daemon}{Parts}\n\n{Html}--b\nContent-Type: text/x-notice\n\na@example.net: 550 5.1.1 gone"
            + "\n\n--b--").Single().Status, Is.EqualTo("5.1.1"));
    }

    [Test]
    public void Words_before_the_first_part_are_read_where_there_are_no_others() =>
        Assert.That(Read($"{Daemon}{Parts}\n\na@example.net: 550 5.1.1 user unknown\n\n--b\n"
            + "Content-Type: image/png\n\nx\n\n--b--").Single().Status, Is.EqualTo("5.1.1"));

    [TestCase(64 * 1024, "5.1.1")]
    [TestCase((64 * 1024) + 1, null)]
    public void The_first_64_kilobytes_of_a_text_are_read(int length, string? status)
    {
        const string Reply = "\n550 5.1.1 x";
        Assert.That(Read($"{Daemon}\n\n{new string('-', length - Reply.Length)}{Reply}").Single().Status,
            Is.EqualTo(status));
    }

    [Test]
    public void Our_own_addresses_are_not_the_recipient()
    {
        var verdict = Read("From: MAILER-DAEMON@mx.example.org\nTo: Digest@example.org\nSubject: failure notice\n\n"
            + "digest@example.org\nmailer-daemon@mx.example.org\nreader@example.net: 550 5.1.1 user unknown\n")
            .Single();
        Assert.That((verdict.Address, verdict.Kind), Is.EqualTo(("reader@example.net", VerdictKind.Hard)));
    }

    [TestCase("X-Failed-Recipients: a@example.net\nSubject: failure notice", "550 5.1.1 gone, said b@example.net",
        "a@example.net")]
    [TestCase("Subject: failure notice", "550 5.1.1 gone, said b@example.net", "b@example.net")]
    [TestCase("Subject: failure notice for c@example.net", "550 5.1.1 gone", "c@example.net")]
    [TestCase("Subject: failure notice", "550 5.1.1 gone", null)]
    public void The_recipient_is_named_in_a_header_or_the_words_or_the_subject(string head, string words,
        string? address) =>
        Assert.That(Read($"From: MAILER-DAEMON@mx.example.org\n{head}\n\nThe answer was: {words}\n").Single().Address,
            Is.EqualTo(address));

    [Test]
    public void The_step_of_the_dialogue_may_be_named_anywhere()
    {
        const string Failed = "a@example.net: unknown user\n";
        Assert.That(Read($"{Daemon}\n\nThis is the answer in reply to MAIL FROM command\n\n{Failed}").Single().Kind,
            Is.EqualTo(VerdictKind.Refused));
        Assert.That(Read($"{Daemon}\n\n{Failed}").Single().Kind, Is.EqualTo(VerdictKind.Hard));
    }

    [TestCase(500, 500)]
    [TestCase(501, 500)]
    public void At_most_five_hundred_signs_of_the_words_are_kept(int length, int kept)
    {
        var words = "550 5.1.1 " + new string('x', length - 10);
        var verdict = FailureVerdict.Of(
            new Failure("a@example.net", null, null, [words], SmtpPhase.Unknown), "text");
        Assert.That(verdict.Diagnostic, Is.EqualTo(words[..kept]));
    }

    [Test]
    public void The_first_words_that_decide_count()
    {
        var verdict = FailureVerdict.Of(
            new Failure("a@example.net", "failed", null, ["Hello.", "mailbox full", "user unknown"],
                SmtpPhase.Unknown), "text");
        Assert.That((verdict.Kind, verdict.Diagnostic), Is.EqualTo((VerdictKind.Soft, "mailbox full")));
    }

    private static string Line(Verdict verdict) =>
        $"{verdict.Address ?? "nobody"}: {verdict.Kind} {verdict.Status ?? "no code"} {verdict.Evidence}";

    private static IReadOnlyList<Verdict> Read(string raw) =>
        Classifier.Read(MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(raw))));
}
