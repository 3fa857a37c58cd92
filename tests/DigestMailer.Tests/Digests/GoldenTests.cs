using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Digests;

/// <summary>
/// Rendered mail against the golden files, which a person reviews; DIGESTMAILER_BLESS=1 rewrites them.
/// </summary>
internal sealed class GoldenTests
{
    [TestCase("digest", 10, DigestKind.Digest, MailFormat.Html)]
    [TestCase("short", 2, DigestKind.Digest, MailFormat.Html)]
    [TestCase("alert", 1, DigestKind.Alert, MailFormat.Html)]
    [TestCase("weekly", 8, DigestKind.Digest, MailFormat.Html, Every.Week)]
    [TestCase("no-news", 0, DigestKind.Digest, MailFormat.Html)]
    [TestCase("welcome", 2, DigestKind.Welcome, MailFormat.Html)]
    [TestCase("welcome-empty", 0, DigestKind.Welcome, MailFormat.Html)]
    [TestCase("plain", 3, DigestKind.Digest, MailFormat.Text)]
    public void A_digest_looks_as_it_was_approved(string name, int papers, DigestKind kind, MailFormat format,
        Every every = Every.Day)
    {
        Looks(name,
            Samples.Compose(Samples.Digest(papers, kind) with { Every = every }, Samples.Reader(format: format)));
    }

    [TestCase("confirm", LetterKind.Confirm)]
    [TestCase("goodbye", LetterKind.Goodbye)]
    [TestCase("letters/move", LetterKind.Move)]
    [TestCase("letters/moved", LetterKind.Moved)]
    [TestCase("letters/reminder", LetterKind.Reminder)]
    public void A_letter_looks_as_it_was_approved(string name, LetterKind kind) =>
        Looks(name,
            Samples.Letters()
                .Compose(kind, new DateTimeOffset(2026, 11, 24, 6, 30, 0, TimeSpan.Zero), Samples.Reader(),
                    Samples.LetterOf(kind), Samples.Identity));

    private static void Looks(string name, ComposedMail composed)
    {
        var mail = composed.Message;
        Matches($"{name}.eml", composed.Bytes);
        Matches($"{name}.txt", System.Text.Encoding.UTF8.GetBytes(mail.TextBody!));
        if (mail.HtmlBody is not null)
        {
            Matches($"{name}.html", System.Text.Encoding.UTF8.GetBytes(mail.HtmlBody!));
        }
    }

    private static void Matches(string name, byte[] actual)
    {
        var file = Path.Combine(Samples.Folder("tests/DigestMailer.Tests/Digests/golden"), name);
        if (!name.EndsWith(".eml", StringComparison.Ordinal))
        {
            actual = [.. actual.Where(b => b != '\r')];
        }

        if (Environment.GetEnvironmentVariable("DIGESTMAILER_BLESS") == "1")
        {
            File.WriteAllBytes(file, actual);
        }

        Assert.That(System.Text.Encoding.UTF8.GetString(actual), Is.EqualTo(File.ReadAllText(file)),
            $"{name} differs; look at it, then bless it with DIGESTMAILER_BLESS=1.");
    }
}
