using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Digests;

/// <summary>Name, accent and logo by settings alone.</summary>
internal sealed class ThemeTests
{
    [Test]
    public void Any_accent_keeps_every_text_of_a_mail_readable(
        [Values("#ffff00", "#000000", "#ffffff", "#1d4ed8", "#00ff88", "#777777")] string accent) =>
        Assert.That(MailLint.Faults(Html(site => site.Accent = accent)), Is.Empty);

    [Test]
    public void A_logo_replaces_the_name_and_has_its_size_and_an_alternative_text()
    {
        var html =
            Html(site =>
                (site.Logo, site.LogoWidth, site.LogoHeight) =
                    ("https://papers.example.org/logo.png?a=1&b=2", 120, 32));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(html,
                Does.Contain(
                    "<img src=\"https://papers.example.org/logo.png?a=1&amp;b=2\" width=\"120\" height=\"32\" "
                        + "alt=\"Paper Morning\""));
            Assert.That(MailLint.Faults(html), Is.Empty);
        }
    }

    private static string Html(Action<SiteOptions> change)
    {
        var site = Samples.Site;
        change(site);
        using var renderer = new BodyRenderer(new MailTemplates([Samples.Folder("templates")]), Options.Create(site),
            TimeProvider.System);
        using var composer = Samples.Composer(renderer);
        return composer.Compose(Samples.Digest(), Samples.Reader(), Samples.Identity).Message.HtmlBody!;
    }
}
