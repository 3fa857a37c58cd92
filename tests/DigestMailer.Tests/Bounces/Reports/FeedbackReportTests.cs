using System.Text;
using DigestMailer.Bounces.Reports;
using MimeKit;

namespace DigestMailer.Tests.Bounces.Reports;

/// <summary>What complaints say, in the form of RFC 5965 and in older ones.</summary>
internal sealed class FeedbackReportTests
{
    private const string Formal =
        "From: fbl@example.net\nContent-Type: multipart/report; report-type=feedback-report; boundary=b";

    private const string Mixed = "From: fbl@example.net\nContent-Type: multipart/mixed; boundary=b\nSubject: ";

    [TestCase("abuse", VerdictKind.Complaint)]
    [TestCase("fraud", VerdictKind.Complaint)]
    [TestCase("opt-out", VerdictKind.Complaint)]
    [TestCase("opt-out-list", VerdictKind.Complaint)]
    [TestCase("miscategorized", VerdictKind.Complaint)]
    [TestCase("virus", VerdictKind.Complaint)]
    [TestCase("complaint", VerdictKind.Complaint)]
    [TestCase(" Abuse ", VerdictKind.Complaint)]
    [TestCase("not-spam", VerdictKind.NotSpam)]
    [TestCase("dmarc", VerdictKind.Nothing)]
    [TestCase("other", VerdictKind.Nothing)]
    public void The_type_decides_and_is_the_evidence(string type, VerdictKind kind)
    {
        var verdict = Read(Formal, Part("message/feedback-report", $"Feedback-Type: {type}\nVersion: 1"))!;
        Assert.That((verdict.Kind, verdict.Evidence),
            Is.EqualTo((kind, "feedback report: " + type.Trim().ToLowerInvariant())));
    }

    [Test]
    public void A_type_may_have_a_comment() =>
        Assert.That(Read(Formal, Part("message/feedback-report", "Feedback-Type: abuse (spam)\nVersion: 1"))!.Kind,
            Is.EqualTo(VerdictKind.Complaint));

    [Test]
    public void A_report_inside_the_mail_of_a_gateway_is_read() =>
        Assert.That(Read(Mixed + "[External] report", Part("text/plain", "Checked by our gateway.") + "--b\n"
            + "Content-Type: multipart/report; report-type=feedback-report; boundary=c\n\n--c\n"
            + "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n\n--c--")!.Kind,
            Is.EqualTo(VerdictKind.Complaint));

    [Test]
    public void A_report_without_a_type_says_nothing()
    {
        var verdict = Read(Formal, Part("message/feedback-report", "Version: 1"))!;
        Assert.That((verdict.Kind, verdict.Evidence),
            Is.EqualTo((VerdictKind.Nothing, "feedback report: no type")));
    }

    [TestCase("Original-Rcpt-To: <a@example.net>\nRemoval-Recipient: b@example.net", "To: c@example.net",
        "a@example.net")]
    [TestCase("Original-Rcpt-To: redacted\nRemoval-Recipient: b@example.net", "To: c@example.net", "b@example.net")]
    [TestCase("Version: 1", "To: c@example.net\nX-Original-To: d@example.net", "d@example.net")]
    [TestCase("Version: 1", "X-Original-To: d@example.net\nX-HmXmrOriginalRecipient: e@example.net", "e@example.net")]
    [TestCase("Version: 1", "To: c@example.net", "c@example.net")]
    [TestCase("Version: 1", "Subject: x", null)]
    public void The_reader_is_named_by_the_report_or_by_the_mail(string fields, string head, string? address) =>
        Assert.That(Read(Formal, Part("message/feedback-report", $"Feedback-Type: abuse\n{fields}")
            + Part("message/rfc822", $"{head}\n\nPapers."))!.Address, Is.EqualTo(address));

    [Test]
    public void A_report_without_the_mail_names_nobody() =>
        Assert.That(Read(Formal, Part("message/feedback-report", "Feedback-Type: abuse")),
            Is.EqualTo(new Verdict(VerdictKind.Complaint, null, null, null, "feedback report: abuse")));

    [Test]
    public void A_report_in_a_part_of_the_wrong_type_is_read()
    {
        var verdict = Read(Mixed + "Report", Part("text/plain", "A report.")
            + Part("text/plain", "\n feedback-type: abuse\nOriginal-Rcpt-To: a@example.net"))!;
        Assert.That((verdict.Kind, verdict.Address), Is.EqualTo((VerdictKind.Complaint, "a@example.net")));
    }

    [TestCase("Complaint about message from you")]
    [TestCase("complaint about a mail")]
    [TestCase("Email Abuse Report")]
    [TestCase("Spam complaint")]
    [TestCase("junk mail report")]
    [TestCase("Email Feedback Report for 192.0.2.1")]
    public void An_older_loop_says_in_the_subject_what_it_is(string subject) =>
        Assert.That(
            Read(Mixed + subject,
                Part("text/plain", "See below.") + Part("message/rfc822", "To: a@example.net\n\nHi.")),
            Is.EqualTo(new Verdict(VerdictKind.Complaint, "a@example.net", null, null, "feedback loop: " + subject)));

    [Test]
    public void The_loop_of_Outlook_com_is_known_by_a_field_of_the_mail()
    {
        var verdict = Read(Mixed + "Papers",
            Part("message/rfc822", "X-HmXmrOriginalRecipient: a@example.net\nTo: b@example.net\n\nHi."))!;
        Assert.That((verdict.Kind, verdict.Address), Is.EqualTo((VerdictKind.Complaint, "a@example.net")));
    }

    [Test]
    public void The_very_mail_handed_back_is_a_complaint() =>
        Assert.That(Read("From: digest@example.org\nTo: b@example.net\nX-HmXmrOriginalRecipient: a@example.net", "Hi."),
            Is.EqualTo(new Verdict(VerdictKind.Complaint, "a@example.net", null, null,
                "feedback loop: X-HmXmrOriginalRecipient")));

    [TestCase("This is a report.\n\nReceived: from mx.example.net\nX-Original-To: a@example.net\nSubject: Papers")]
    [TestCase("x-hmxmroriginalrecipient: a@example.net\nReceived: from mx.example.net")]
    [TestCase("Received: from mx.example.net\nX-HmXmrOriginalRecipient: a@example.net")]
    public void A_loop_may_have_the_headers_in_its_text(string text) =>
        Assert.That(Read("From: fbl@example.net\nSubject: Email Abuse Report", text)?.Address,
            Is.EqualTo("a@example.net"));

    [TestCase("From: fbl@example.net\nSubject: Email Abuse Report", "Somebody does not like your mail.")]
    [TestCase("From: fbl@example.net\nSubject: Papers", "Received: from mx.example.net\nTo: a@example.net")]
    [TestCase("From: fbl@example.net", "Received: from mx.example.net\nTo: a@example.net")]
    [TestCase(Mixed + "Email Abuse Report", "--b\nContent-Type: text/plain\n\nHi.\n\n--b--")]
    [TestCase(Mixed + "Papers", "--b\nContent-Type: message/rfc822\n\nTo: a@example.net\n\nHi.\n\n--b--")]
    public void Other_mail_is_not_a_complaint(string head, string body) => Assert.That(Read(head, body), Is.Null);

    private static string Part(string type, string text) => $"--b\nContent-Type: {type}\n\n{text}\n\n";

    private static Verdict? Read(string head, string body) => FeedbackReport.Read(
        MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes($"{head}\n\n{body}\n"))));
}
