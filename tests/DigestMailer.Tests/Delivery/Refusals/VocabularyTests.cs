using DigestMailer.Delivery.Refusals;

namespace DigestMailer.Tests.Delivery.Refusals;

/// <summary>How phrases are compared with what servers write.</summary>
internal sealed class VocabularyTests
{
    private static readonly Vocabulary Words = Vocabulary.Of(
        """
        user * not/never found | A
        no such the? user | B
        宛先 ** 不明 | C
        """);

    [TestCase("User ada was not FOUND", "user * not/never found")]
    [TestCase("No such <b>user</b>", null)]
    [TestCase("no such user", "no such the? user")]
    [TestCase("No, such: the user!", "no such the? user")]
    [TestCase("user one two three four five six not found", null)]
    [TestCase("指定された宛先のメールアドレスは不明です", "宛先 ** 不明")]
    [TestCase("Ůsér ñot fóund", "user * not/never found")]
    public void A_phrase_is_found_in(string text, string? phrase) =>
        Assert.That(Words.Find(Wording.Of(text)), Is.EqualTo(phrase));

    [Test]
    public void Links_are_left_out_and_addresses_are_a_sign() =>
        Assert.That(Wording.Of("<no-such-user@mx.example>: see https://x.example/no-such-user").Tokens,
            Is.EqualTo(new[] { "@", "see" }));

    [Test]
    public void Every_phrase_names_the_server_that_says_it() =>
        Assert.That(All.SelectMany(table => table.Phrases).Where(phrase => phrase.Server.Length < 2), Is.Empty);

    [Test]
    public void A_line_without_a_server_is_an_error() =>
        Assert.That(() => Vocabulary.Of("no such user"), Throws.ArgumentException);

    [TestCase("550 5.1.1 user unknown", 550, "5.1.1")]
    [TestCase("host mx[192.0.2.1] said: 552 5.2.2 full (in reply to RCPT TO command)", 552, "5.2.2")]
    [TestCase("550 5.1.1 undeliverable: host mx said: 552-5.2.2 full", 552, "5.2.2")]
    [TestCase("554 Sorry, no mailbox here by that name. (#5.1.1)", 554, "5.1.1")]
    [TestCase("5.1.351 Remote server returned -> 550 5.7.1 no", 550, "5.7.1")]
    [TestCase("tried for 432 seconds at 192.0.2.5", null, null)]
    [TestCase("see RFC 5.1.1.3", null, null)]
    public void The_innermost_reply_is_taken_from(string text, int? code, string? enhanced)
    {
        var reply = SmtpReply.Innermost(text);
        Assert.That((reply.Code, reply.Enhanced), Is.EqualTo((code, enhanced)));
    }

    [TestCase("user ")]
    [TestCase("said: 550 ")]
    [TestCase("5.1.1 ")]
    [TestCase("宛先")]
    [TestCase("a@b.c ")]
    [TestCase("quota limit exceeded ")]
    [TestCase("->")]
    public void Repeats_of_a_token_are_judged_in_a_moment(string token)
    {
        var text = string.Concat(Enumerable.Repeat(token, 100_000 / token.Length));
        var most = TimeSpan.FromSeconds(2);
        Assert.That(ProcessorTime.Of(most, () =>
            Judgement.Of(new Refusal(text, null, DigestMailer.Outbox.SmtpPhase.Unknown, Live: true))),
            Is.LessThan(most));
    }

    private static Vocabulary[] All =>
    [
        Phrases.NoSuchAddress, Phrases.RefusedRecipient, Phrases.NoSuchHost, Phrases.Full, Phrases.Closed,
        Phrases.Policy, Phrases.TooLarge, Phrases.OurAccount, Phrases.Passing,
    ];
}
