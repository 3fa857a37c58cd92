using System.Text;
using DigestMailer.Bounces.Reports;
using MimeKit;

namespace DigestMailer.Tests.Bounces.Reports;

/// <summary>What a mail without a formal report is, by each of its signs.</summary>
internal sealed class BounceSignsTests
{
    private const string Ada = "From: Ada <ada@example.net>\n";
    private const string Empty = "Return-Path: <>\n";

    [TestCase("From: MAILER-DAEMON@mx.example.net\nSubject: failure notice", "Hi.", BounceSign.Bounce)]
    [TestCase("From: MAILER-DAEMON@mx.example.net\nSubject: x", "It could not be delivered.", BounceSign.Bounce)]
    [TestCase("From: MAILER-DAEMON@mx.example.net\nSubject: x", "550 5.1.1 x", BounceSign.Bounce)]
    [TestCase("From: MAILER-DAEMON@mx.example.net\nSubject: x", "Hi.", BounceSign.Ordinary)]
    [TestCase("From: MAILER-DAEMON@mx.example.net", "Hi.", BounceSign.Ordinary)]
    [TestCase("From: <>\nSubject: failure notice", "Hi.", BounceSign.Bounce)]
    [TestCase("From:\nSubject: failure notice", "Hi.", BounceSign.Bounce)]
    [TestCase("Subject: failure notice", "Hi.", BounceSign.Bounce)]
    [TestCase(Ada + "Subject: failure notice", "550 5.1.1 x", BounceSign.Ordinary)]
    [TestCase(Ada + Empty + "Subject: failure notice", "Hi.", BounceSign.Bounce)]
    [TestCase(Ada + "Return-Path: <MAILER-DAEMON>\nSubject: failure notice", "Hi.", BounceSign.Bounce)]
    [TestCase(Ada + "Return-Path: <ada@example.net>\nSubject: failure notice", "Hi.", BounceSign.Ordinary)]
    [TestCase(Ada + Empty + "Subject: x", "550 5.1.1 x", BounceSign.Ordinary)]
    [TestCase(Ada + "X-Failed-Recipients: a@example.net\nSubject: x", "Hi.", BounceSign.Bounce)]
    [TestCase(Ada + Empty + "X-Failed-Recipients: a@example.net\nAuto-Submitted: auto-replied\nSubject: x", "Hi.",
        BounceSign.Bounce)]
    [TestCase("From: MAILER-DAEMON@mx.example.net\nAuto-Submitted: auto-replied\nSubject: failure notice", "Hi.",
        BounceSign.Bounce)]
    public void A_mail_is_a_bounce_by_its_sender_or_empty_path_and_its_words(string head, string words,
        BounceSign sign) =>
        Assert.That(Of(head, words, proven: false), Is.EqualTo(sign));

    [TestCase("From: MAILER-DAEMON@mx.example.net\nSubject: x", "Hi.", BounceSign.Bounce)]
    [TestCase(Ada + "Subject: failure notice", "Hi.", BounceSign.Bounce)]
    [TestCase(Ada + "Subject: Re: failure notice", "Hi.", BounceSign.Ordinary)]
    [TestCase(Ada + "Subject: AW [2]: failure notice", "Hi.", BounceSign.Ordinary)]
    [TestCase(Ada + "Subject: x", "550 5.1.1 x", BounceSign.Ordinary)]
    [TestCase(Ada + Empty + "Subject: x", "550 5.1.1 x", BounceSign.Bounce)]
    [TestCase(Ada + Empty + "Subject: x", "It could not be delivered.", BounceSign.Bounce)]
    [TestCase(Ada + Empty + "Subject: x", "This mailbox does not exist.", BounceSign.Bounce)]
    [TestCase(Ada + Empty + "Subject: x", "Host not found.", BounceSign.Bounce)]
    [TestCase(Ada + Empty + "Subject: x", "Your friend is over quota.", BounceSign.Bounce)]
    [TestCase(Ada + Empty + "Subject: x", "Hi.", BounceSign.Ordinary)]
    [TestCase(Ada + Empty + "Subject: Re: x", "550 5.1.1 x", BounceSign.Ordinary)]
    [TestCase(Ada + Empty, "550 5.1.1 x", BounceSign.Bounce)]
    public void Less_is_needed_where_the_mail_came_to_a_signed_return_path(string head, string words,
        BounceSign sign) =>
        Assert.That(Of(head, words, proven: true), Is.EqualTo(sign));

    [TestCase("Auto-Submitted: auto-replied")]
    [TestCase("Auto-Submitted: AUTO-generated")]
    [TestCase("X-Autoreply: yes")]
    [TestCase("X-Auto-Response-Suppress: All")]
    [TestCase("X-Amazon-Auto-Reply: true")]
    [TestCase("Precedence: AUTO_REPLY ")]
    [TestCase("Subject: Automatic reply: Papers")]
    [TestCase("Subject: Re: Out of office")]
    [TestCase("Subject: I am out of the office until Monday")]
    [TestCase("Subject: Abwesenheit")]
    [TestCase("Subject: Read: Papers")]
    [TestCase("Subject: Nicht gelesen: Papers")]
    public void A_machine_that_answers_for_a_person_is_not_a_bounce(string head) =>
        Assert.That(Of(Ada + Empty + head, "550 5.1.1 x", proven: true), Is.EqualTo(BounceSign.AutoReply));

    [TestCase("Auto-Submitted: no")]
    [TestCase("Precedence: bulk")]
    [TestCase("X-Mailer: Auto-Reply")]
    [TestCase("Subject: Papers that I read: two")]
    public void Other_mail_is_not_an_auto_reply(string head) =>
        Assert.That(Of(Ada + head, "Hi.", proven: false), Is.EqualTo(BounceSign.Ordinary));

    [TestCase("From: Postmaster <postmaster@example.net>\nReturn-Path: <>\nAuto-Submitted: auto-replied\n"
        + "Subject: Automatic reply: Papers", "Bob has left. This mailbox is no longer monitored.",
        BounceSign.AutoReply)]
    [TestCase("From: administrator@example.net\nSubject: Out of Office: Papers", "Back on Monday.",
        BounceSign.AutoReply)]
    [TestCase("From: postmaster@example.net\nReturn-Path: <postmaster@example.net>\nSubject: [#123] Papers",
        "We have your question.", BounceSign.Ordinary)]
    [TestCase(Ada + Empty + "Precedence: junk\nSubject: Travelling", "I cannot be reached until Monday.",
        BounceSign.AutoReply)]
    [TestCase("From: postmaster@example.net\nReturn-Path: <>\nAuto-Submitted: auto-replied\nSubject: x",
        "550 5.1.1 x", BounceSign.Bounce)]
    public void A_person_at_an_address_of_the_system_is_told_from_it(string head, string words, BounceSign sign) =>
        Assert.That(Of(head, words, proven: true), Is.EqualTo(sign));

    [TestCase("This is a warning message only.", true)]
    [TestCase("Your message has been delayed.", true)]
    [TestCase("We will keep trying; attempts go on. The server shall continue to try.", true)]
    [TestCase("Delivery Status Notification (Delay)\nGmail will retry for 45 more hours.", true)]
    [TestCase("Relayed: Papers", true)]
    [TestCase("Die Nachricht konnte noch nicht zugestellt werden.", true)]
    [TestCase("Votre message n'a pas encore été remis.", true)]
    [TestCase("配信が遅延しています。", true)]
    [TestCase("Your message was rejected.", false)]
    [TestCase("Delivery Status Notification (Failure)", false)]
    public void A_delay_is_told_from_a_failure(string notice, bool delayed) =>
        Assert.That(BounceSigns.SaysDelayed(notice), Is.EqualTo(delayed));

    private static BounceSign Of(string head, string words, bool proven) => BounceSigns.Of(
        MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes($"{head.Trim('\n')}\n\n{words}\n"))), words, proven);
}
