using System.Text.RegularExpressions;
using DigestMailer.Digests.Choosing;

namespace DigestMailer.Tests.Digests.Mail;

/// <summary>The line after the subject in a list of mails, and the width of a mail in Outlook.</summary>
internal sealed partial class PreheaderTests
{
    [TestCase(1, DigestKind.Digest)]
    [TestCase(2, DigestKind.Digest)]
    [TestCase(10, DigestKind.Digest)]
    [TestCase(1, DigestKind.Alert)]
    public void The_preheader_says_what_the_subject_does_not(int papers, DigestKind kind)
    {
        var content = Samples.Digest(papers, kind);
        var mail = Samples.Compose(content).Message;
        var preheader = Preheader().Match(mail.HtmlBody!).Groups[1].Value;
        Assert.That(mail.Subject, Does.Contain(content.Papers[0].Paper.Title));
        Assert.That(preheader, Is.Not.Empty.And.Not.Contain(content.Papers[0].Paper.Title));
    }

    [Test]
    public void Outlook_gets_a_table_of_600_pixels_around_the_content()
    {
        var html = Samples.Compose(Samples.Digest(2)).Message.HtmlBody!;
        var opens = html.IndexOf("<!--[if mso]><table role=\"presentation\" align=\"center\" width=\"600\"",
            StringComparison.Ordinal);
        var closes = html.IndexOf("<!--[if mso]></td></tr></table><![endif]-->", StringComparison.Ordinal);
        Assert.That((opens > 0, closes > opens), Is.EqualTo((true, true)));
    }

    [GeneratedRegex("mso-hide:all\">([^<\u034F]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Preheader();
}
