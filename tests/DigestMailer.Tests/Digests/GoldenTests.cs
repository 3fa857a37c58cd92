using DigestMailer.Digests;
using MimeKit;

namespace DigestMailer.Tests.Digests;

/// <summary>Rendered mail against the golden files, which a person reviews; DIGESTMAILER_BLESS=1 writes them anew.</summary>
internal sealed class GoldenTests
{
    [TestCase("digest", 10, DigestKind.Digest, MailFormat.Html)]
    [TestCase("short", 2, DigestKind.Digest, MailFormat.Html)]
    [TestCase("alert", 1, DigestKind.Alert, MailFormat.Html)]
    [TestCase("no-news", 0, DigestKind.Digest, MailFormat.Html)]
    [TestCase("plain", 3, DigestKind.Digest, MailFormat.Text)]
    public void A_digest_looks_as_it_was_approved(string name, int papers, DigestKind kind, MailFormat format)
    {
        var mail = Samples.Compose(Samples.Digest(papers, kind), Samples.Reader(format: format)).Message;
        Matches($"{name}.eml", Samples.Bytes(mail));
        Matches($"{name}.txt", System.Text.Encoding.UTF8.GetBytes(mail.TextBody!));
        if (format == MailFormat.Html)
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

        Assert.That(System.Text.Encoding.UTF8.GetString(actual), Is.EqualTo(File.ReadAllText(file)), $"{name} differs; look at it, then bless it with DIGESTMAILER_BLESS=1.");
    }
}
