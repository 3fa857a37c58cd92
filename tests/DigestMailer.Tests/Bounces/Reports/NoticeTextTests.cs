using System.Text;
using DigestMailer.Bounces.Reports;
using DigestMailer.Outbox;

namespace DigestMailer.Tests.Bounces.Reports;

/// <summary>What is taken from the words of a reporter.</summary>
internal sealed class NoticeTextTests
{
    [OneTimeSetUp]
    public void Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [TestCase("It failed.\r\n\r\n \n\t\nReally.", "It failed.\n\nReally.\n")]
    [TestCase("\n\n\nIt failed.\n\n\n", "\nIt failed.\n\n")]
    [TestCase("It failed.\n--- Below this line is a copy of the message.\n\nSubject: x", "It failed.\n")]
    [TestCase("It failed.\n> Received: from mx.example.net\n", "It failed.\n")]
    [TestCase("The header Received: is missing.\nIt failed.", "The header Received: is missing.\nIt failed.\n")]
    public void A_notice_ends_where_the_copy_of_our_mail_begins(string text, string notice) =>
        Assert.That(NoticeText.BeforeCopy(text), Is.EqualTo(notice));

    [TestCase("<One@Example.net>: full\n<two@example.net>: gone",
        "one@example.net|<One@Example.net>: full\n; two@example.net|<two@example.net>: gone")]
    [TestCase("a@example.net: 550\nb@example.net: 552\nA@example.net: gone",
        "a@example.net|a@example.net: 550\nA@example.net: gone; b@example.net|b@example.net: 552\n")]
    [TestCase("Hello.\nRecipient: a@example.net\nIt is full.", "a@example.net|Recipient: a@example.net\nIt is full.")]
    [TestCase("We could not reach a@example.net", "")]
    [TestCase("", "")]
    public void Words_about_an_address_begin_with_it_at_the_head_of_a_line(string notice, string said) =>
        Assert.That(string.Join("; ", NoticeText.ByAddress(notice).Select(one => $"{one.Address}|{one.Words}")),
            Is.EqualTo(said));

    [TestCase(64, 12, true)]
    [TestCase(65, 12, false)]
    [TestCase(1, 252, true)]
    [TestCase(1, 253, false)]
    public void An_address_is_at_most_as_long_as_mail_allows(int local, int host, bool valid)
    {
        var address = $"{new string('a', local)}@{new string('b', host - 3)}.ex";
        Assert.That(address, Has.Length.EqualTo(local + 1 + host));
        Assert.That(NoticeText.FirstAddress($"To {address} or c@d.example"),
            Is.EqualTo(valid ? address : "c@d.example"));
        Assert.That(NoticeText.ByAddress(address).Any(), Is.EqualTo(valid));
    }

    [TestCase("rfc822; Reader@Example.net", "reader@example.net")]
    [TestCase("<one@example.net>, <two@example.net>", "one@example.net")]
    [TestCase("宛先：reader@example.netに", "reader@example.net")]
    [TestCase("nobody at example.net", null)]
    public void The_first_address_of_a_text_is_found(string text, string? address) =>
        Assert.That(NoticeText.FirstAddress(text), Is.EqualTo(address));

    [TestCase("a@b.example\nhost said: 550 5.1.1 no\nsuch user\n\nBye.", "550 5.1.1 no\nsuch user")]
    [TestCase("host said: 550 gone", "550 gone")]
    [TestCase("Nobody\n\nanswered.", null)]
    public void A_reply_goes_on_to_the_end_of_its_paragraph(string words, string? reply) =>
        Assert.That(NoticeText.Reply(words), Is.EqualTo(reply));

    [TestCase("<a@b.example>:\nhost said: 550 gone\n\nPlease check.", "550 gone|<a@b.example>: host said: 550 gone",
        TestName = "The reply comes first")]
    [TestCase("<a@b.example>\n\nThe mailbox is closed.\n\nThe end of it.",
        "<a@b.example> The mailbox is closed.|<a@b.example> The mailbox is closed. The end of it.",
        TestName = "A paragraph with little but the address goes with the next")]
    [TestCase("<a@b.example> has left for good\n\nThe end of it.",
        "<a@b.example> has left for good|<a@b.example> has left for good The end of it.",
        TestName = "A paragraph with more than the address counts alone")]
    [TestCase("\n\n<a@b.example> abcdefghijk\n\nThe end of it.", "<a@b.example> abcdefghijk The end of it.",
        TestName = "Eleven letters are little")]
    [TestCase("\n\n<a@b.example> abcdefghijkl\n\nThe end of it.",
        "<a@b.example> abcdefghijkl|<a@b.example> abcdefghijkl The end of it.",
        TestName = "Twelve letters are enough")]
    [TestCase("<a@b.example>", "<a@b.example>", TestName = "An address alone is what there is")]
    [TestCase("5\n\n7", "5 7", TestName = "Without a letter all of it is what there is")]
    public void The_closest_words_come_first(string words, string said) =>
        Assert.That(string.Join('|', NoticeText.Said(words, words)), Is.EqualTo(said));

    [Test]
    public void The_reply_may_be_anywhere_in_the_notice() =>
        Assert.That(NoticeText.Said("<a@b.example>: failed for good", "Hello.\n\nThe host said: 550 5.1.1 gone"),
            Is.EqualTo(new[]
            {
                "550 5.1.1 gone", "<a@b.example>: failed for good", "Hello. The host said: 550 5.1.1 gone",
            }));

    [TestCase("in reply to RCPT TO command", SmtpPhase.Recipient)]
    [TestCase("in reply to the end of DATA command", SmtpPhase.Content)]
    [TestCase("in response to MAIL FROM command", SmtpPhase.Sender)]
    [TestCase("SMTP error from remote mail server after RCPT TO:<a@b.example>", SmtpPhase.Recipient)]
    [TestCase("error after sending BDAT", SmtpPhase.Content)]
    [TestCase("failed after initial connection", SmtpPhase.Sender)]
    [TestCase(">>> DATA\n<<< 550 no", SmtpPhase.Content)]
    [TestCase(">>> rcpt to\n<<< 550 no", SmtpPhase.Recipient)]
    [TestCase("[RCPT_TO]", SmtpPhase.Recipient)]
    [TestCase("[BODY]", SmtpPhase.Content)]
    [TestCase("[CONNECT]", SmtpPhase.Sender)]
    [TestCase("refused to talk to me", SmtpPhase.Sender)]
    [TestCase(">>> RCPT TO\n<<< 550 no\n>>> DATA\n<<< 503 no", SmtpPhase.Content)]
    [TestCase(">>> RCPT TO\n<<< 550 no\n>>> DATA\n<<< 503 need RCPT", SmtpPhase.Recipient)]
    [TestCase("in reply to DATA command: 554 no valid recipients", SmtpPhase.Recipient)]
    [TestCase("It failed.", SmtpPhase.Unknown)]
    public void The_last_command_named_is_the_one_that_was_answered(string words, SmtpPhase phase) =>
        Assert.That(NoticeText.Phase(words), Is.EqualTo(phase));

    [TestCase(" one\r\n\ttwo  three ", "one two three")]
    [TestCase("550 <ESC>$B%f!<%6<ESC>(B", "550 ユーザ")]
    [TestCase("<ESC>$B%f!<%6<ESC>(B é", "<ESC>$B%f!<%6<ESC>(B é")]
    public void Words_are_made_one_readable_line(string text, string flat) =>
        Assert.That(NoticeText.Flat(Escaped(text)), Is.EqualTo(Escaped(flat)));

    // In the name of a test the sign itself would keep it out of the results.
    private static string Escaped(string text) => text.Replace("<ESC>", "\u001b", StringComparison.Ordinal);
}
