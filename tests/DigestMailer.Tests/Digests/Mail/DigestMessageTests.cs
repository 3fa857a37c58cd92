using System.Text;
using CsCheck;
using DigestMailer.Papers;
using MimeKit;

namespace DigestMailer.Tests.Digests.Mail;

internal sealed class DigestMessageTests
{
    [Test]
    public void One_click_unsubscribing_is_offered_with_a_single_https_address()
    {
        var headers = Samples.Compose(Samples.Digest()).Message.Headers;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(headers[HeaderId.ListUnsubscribe], Is.EqualTo("<" + Samples.Reader().Links.Unsubscribe + ">"));
            Assert.That(headers[HeaderId.ListUnsubscribePost], Is.EqualTo("List-Unsubscribe=One-Click"));
            Assert.That(headers[HeaderId.ListId], Is.EqualTo("Paper Morning <digest.papers.example.org>"));
            Assert.That(headers[HeaderId.AutoSubmitted], Is.EqualTo("auto-generated"));
        }
    }

    [Test]
    public void Composing_again_gives_the_same_bytes()
    {
        var first = Samples.Compose(Samples.Digest()).Bytes;
        Assert.That(Samples.Compose(Samples.Digest()).Bytes, Is.EqualTo(first));
    }

    [Test]
    public void Preparing_for_a_seven_bit_relay_changes_nothing()
    {
        var mail = Samples.Compose(Samples.Digest()).Message;
        var before = Samples.Bytes(mail);
        mail.Prepare(EncodingConstraint.SevenBit, 78);
        Assert.That(Samples.Bytes(mail), Is.EqualTo(before));
    }

    [Test]
    public void Text_comes_before_html_and_both_are_utf8()
    {
        using var stream = new MemoryStream(Samples.Compose(Samples.Digest()).Bytes);
        var parts = MimeMessage.Load(stream).BodyParts.OfType<TextPart>().ToList();
        Assert.That(parts.Select(part => (part.ContentType.MimeType, part.ContentType.Charset)),
            Is.EqualTo(new[] { ("text/plain", "utf-8"), ("text/html", "utf-8") }));
    }

    [Test]
    public void Whatever_a_title_or_name_holds_no_header_is_added_and_no_line_is_long() =>
        Samples.OneOf("\r\nBcc: a@b.example", "\n\n<script>", "\0", "\u2028", "\u202E", "é", "😀",
            "\uFDD0unsubscribe\uFDD1", "{{ site }}", "=?utf-8?q?=0ABcc:?=", "word ")
            .List[1, 30].Select(string.Concat).Holds(text =>
            {
                var paper =
                    new Paper
                    {
                        Key = "x",
                        Title = text,
                        Abstract = text,
                        Authors = [text],
                        Url = "https://example.org/"
                    };
                var mail = Samples.Compose(Samples.With(paper), Samples.Reader() with { Name = text }).Bytes;
                using var stream = new MemoryStream(mail);
                Assert.That(MimeMessage.Load(stream).Headers.Select(header => header.Field),
                    Is.EqualTo(Samples.Compose(Samples.Digest()).Message.Headers.Select(header => header.Field)));
                Assert.That(Encoding.UTF8.GetString(mail).Split("\r\n").Max(line => line.Length),
                    Is.LessThanOrEqualTo(998));
                Assert.That(mail, Has.None.EqualTo((byte)0));
            }, times: 40);
}
