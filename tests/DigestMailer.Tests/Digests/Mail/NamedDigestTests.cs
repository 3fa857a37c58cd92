using DigestMailer.Digests.Mail;
using DigestMailer.Subscribers;
using MimeKit;

namespace DigestMailer.Tests.Digests.Mail;

/// <summary>A mail of a digest that its reader gave a name says which one it is.</summary>
internal sealed class NamedDigestTests
{
    [TestCase("My codec alert", "<my-codec-alert.digest.papers.example.org>")]
    [TestCase("Größe: neu", "<n7.digest.papers.example.org>")]
    [TestCase("!?", "<n7.digest.papers.example.org>")]
    public void A_name_gives_the_mail_a_list_of_its_own(string name, string list)
    {
        var mail = Samples.Compose(Samples.Digest(), Reader(name)).Message;
        Assert.That(mail.Headers[HeaderId.ListId]!.Replace("\"", "", StringComparison.Ordinal),
            Is.EqualTo($"Paper Morning: {name} {list}"));
        Assert.That(mail.TextBody, Does.Contain("\n" + name));
        Assert.That(mail.HtmlBody, Does.Contain($">{name}</p>"));
        Assert.That(mail.Subject, Is.EqualTo(Samples.Compose(Samples.Digest()).Message.Subject));
    }

    [Test]
    public void A_subject_begins_with_the_name_only_where_that_is_asked_for()
    {
        using var renderer = Samples.Renderer();
        using var composer = Samples.Composer(renderer);
        var identity = Samples.Identity with { TagsSubjects = true };
        var plain = composer.Compose(Samples.Digest(), Samples.Reader(), identity).Message.Subject;
        Assert.That(composer.Compose(Samples.Digest(), Reader("Mine"), identity).Message.Subject,
            Is.EqualTo($"[Mine] {plain}"));
    }

    [Test]
    public void Readers_of_one_digest_with_and_without_a_name_share_all_but_the_name()
    {
        var (named, plain) = (Samples.Compose(Samples.Digest(), Reader("Mine")), Samples.Compose(Samples.Digest()));
        Assert.That(named.Message.TextBody!.Replace("Mine\r\n", "", StringComparison.Ordinal)
            .Replace("Mine\n", "", StringComparison.Ordinal), Is.EqualTo(plain.Message.TextBody));
    }

    [TestCase("<b>&\"x\"", "&lt;b&gt;&amp;&quot;x&quot;")]
    public void A_name_is_escaped(string name, string shown) =>
        Assert.That(Samples.Compose(Samples.Digest(), Reader(name)).Message.HtmlBody,
            Does.Contain($">{shown}</p>").Or
                .Contain($">{shown.Replace("&quot;", "\"", StringComparison.Ordinal)}</p>"));

    [TestCase(MailFormat.Html)]
    [TestCase(MailFormat.Text)]
    public void A_goodbye_to_one_digest_says_what_continues(MailFormat format)
    {
        var letters = Samples.Letters();
        var reader = Samples.Reader(format: format);
        var content = Samples.Letter with { Ended = "My alert", Continuing = [null, "Weekly"] };
        var mail =
            letters.Compose(LetterKind.Goodbye, Samples.Digest().Slot, reader, content, Samples.Identity).Message;
        Assert.That(mail.Subject, Does.Contain("My alert"));
        Assert.That(mail.TextBody!.ReplaceLineEndings(" "),
            Does.Contain("My alert").And.Contain("Digest and Weekly").And.Not.Contain("last mail"));
        var last = letters.Compose(LetterKind.Goodbye, Samples.Digest().Slot, reader, Samples.Letter, Samples.Identity);
        Assert.That(last.Message.TextBody!.ReplaceLineEndings(" "), Does.Contain("last mail").And.Not.Contain("still"));
    }

    private static Recipient Reader(string name) => Samples.Reader() with
    {
        Digest = name,
        Look = Samples.Reader().Look with { Named = true },
    };
}
