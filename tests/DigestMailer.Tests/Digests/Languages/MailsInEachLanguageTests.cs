using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Languages;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using MimeKit;

namespace DigestMailer.Tests.Digests.Languages;

/// <summary>Each kind of mail once in each language: no English is left, and the text part keeps its width.</summary>
internal sealed class MailsInEachLanguageTests
{
    private const string ClosingSigns = "、。，．：；！？）」』》”";

    private static readonly string[] English =
    [
        .. LanguageFile.Read(Samples.Folder("templates/languages/en.json"))
            .Where(text => !text.Key.StartsWith("date.", StringComparison.Ordinal)
                && !text.Key.StartsWith("page.date", StringComparison.Ordinal))
            .SelectMany(text => text.Value.Forms.Values)
            .Where(text => text.Contains(' ', StringComparison.Ordinal) && text.Any(char.IsLetter)
                && !text.Contains('{', StringComparison.Ordinal)),
    ];

    [Test]
    public void Each_kind_of_mail_speaks_one_language_and_keeps_to_72_columns(
        [Values("es", "fr", "ja", "ko", "pt", "zh")] string tag)
    {
        foreach (var mail in Mails(tag))
        {
            var (html, text) = (mail.HtmlBody!, mail.TextBody!.ReplaceLineEndings("\n"));
            Assert.That(English.Where(said => html.Contains(PlainText.Html(said), StringComparison.Ordinal)
                || text.Contains(said, StringComparison.Ordinal)), Is.Empty, mail.Subject);
            Assert.That(text.Split('\n').Where(line => TextWrap.Columns(line) > 72 && !IsAddress(line)), Is.Empty);
            Assert.That(text.Split('\n').Select(line => line.TrimStart())
                .Where(line => line.Length > 0 && ClosingSigns.Contains(line[0], StringComparison.Ordinal)), Is.Empty);
            Assert.That(mail.Subject, Is.Not.Empty.And.Not.Contain("{"));
            Assert.That(html, Does.Contain($"<html lang=\"{tag}\" dir=\"ltr\">").And.Contain(",sans-serif")
                .And.Contain(",serif"));
        }
    }

    private static IEnumerable<MimeMessage> Mails(string tag)
    {
        var reader = MailSamples.Reader(tag);
        foreach (var content in new[] { "digest", "alert", "weekly", "no-news", "welcome", "welcome-empty" })
        {
            yield return Samples.Compose(MailSamples.Content(content), reader).Message;
        }

        foreach (var kind in Enum.GetValues<LetterKind>())
        {
            yield return Samples.Letters()
                .Compose(kind, DateTimeOffset.UnixEpoch, reader, Samples.Letter, Samples.Identity).Message;
        }
    }

    private static bool IsAddress(string line) => line.Contains("http", StringComparison.Ordinal);
}
