using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using DigestMailer.Digests.Templates;
using MimeKit;
using MimeKit.Utils;

namespace DigestMailer.Tests.Digests.Templates;

internal sealed partial class EncodedWordsTests
{
    private static readonly Gen<string> Text = Gen.OneOf(
        Samples.OneOf("😀", "👩‍👩‍👧", "語", "日本語の題", "שלום", "مرحبا", "é", " ", "=?utf-8?q?x?=", "\"", "\\", ",",
            "word ", "\u2028", "\r\nBcc: x@y.z", "\0", "\uD800"),
        Gen.Char[' ', '~'].Select(c => c.ToString())).List[1, 60].Select(string.Concat)
        .Where(text => PlainText.Line(text).Length > 0);

    [Test]
    public void A_subject_comes_back_as_it_was() => Text.Holds(text =>
        Assert.That(
            Rfc2047.DecodeText(
                Encoding.UTF8.GetBytes(EncodedWords.Text(text, 9).Replace("\r\n", "", StringComparison.Ordinal))),
                Is.EqualTo(PlainText.Line(text))));

    [Test]
    public void A_display_name_comes_back_as_it_was() => Text.Holds(text =>
    {
        var mailbox = MailboxAddress.Parse(EncodedWords.Phrase(text, 4) + " <a@example.org>");
        Assert.That((mailbox.Name, mailbox.Address), Is.EqualTo((PlainText.Line(text), "a@example.org")));
    });

    [Test]
    public void No_word_is_longer_than_75_and_no_line_than_76() => Text.Holds(text =>
    {
        foreach (var value in new[] { "Subject: " + EncodedWords.Text(text, 9), "To: " + EncodedWords.Phrase(text, 4) })
        {
            Assert.That(value.Split("\r\n").Max(line => line.Length), Is.LessThanOrEqualTo(76), value);
            Assert.That(Words().Matches(value).All(word => word.Length <= 75), value);
        }
    });

    [Test]
    public void No_character_is_cut_in_two() => Text.Holds(text =>
    {
        foreach (Match word in Words().Matches(EncodedWords.Text(text, 9)))
        {
            Assert.That(Rfc2047.DecodeText(Encoding.ASCII.GetBytes(word.Value)),
                Does.Not.Contain("\uFFFD").Or
                    .Contain(text.Contains('\uD800', StringComparison.Ordinal) ? "" : "never"));
        }
    });

    [GeneratedRegex(@"=\?utf-8\?[bq]\?[^?]*\?=")]
    private static partial Regex Words();
}
