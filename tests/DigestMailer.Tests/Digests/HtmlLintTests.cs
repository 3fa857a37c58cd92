using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Tests.Papers.Text;

namespace DigestMailer.Tests.Digests;

/// <summary>
/// Each mail in each language, and the digest of each recorded day, against <see cref="MailLint"/>; axe on those that
/// differ most.
/// </summary>
internal sealed class HtmlLintTests
{
    private static readonly string[] Languages = ["en", "de", "ar"];

    [Test]
    public void Every_mail_keeps_to_what_clients_show(
        [Values("digest", "short", "alert", "weekly", "no-news", "welcome", "welcome-empty", "hostile", "confirm",
            "goodbye", "move", "moved")] string mail, [Values("en", "de", "ar")] string language) =>
        Assert.That(MailLint.Faults(MailSamples.Html(mail, language)), Is.Empty);

    [Test]
    [Category("Recordings")]
    public void The_digest_of_every_recorded_day_keeps_to_it()
    {
        using var renderer = Samples.Renderer();
        using var composer = Samples.Composer(renderer);
        var faults = new List<string>();
        foreach (var (morning, index) in RecordedMornings.All.Select((morning, index) => (morning, index)))
        {
            var reader = MailSamples.Reader(Languages[index % 3]);
            var html =
                composer.Compose(MailSamples.Of(morning),
                    reader with { Look = reader.Look with { Thumbnails = index % 2 == 0 } },
                    Samples.Identity).Message.HtmlBody!;
            faults.AddRange(MailLint.Faults(html).Select(fault => $"{morning.Day:yyyy-MM-dd}: {fault}"));
        }

        Assert.That(faults, Is.Empty);
    }

    [Test]
    [Category("Recordings")]
    public void Titles_and_names_of_every_recorded_day_are_free_of_tex() => Assert.That(
        RecordedMornings.All.SelectMany(morning => morning.Papers)
            .SelectMany(paper => paper.Authors.Append(paper.Title))
            .Where(TexTests.HasTex), Is.Empty);

    [Test]
    public async Task Axe_finds_nothing([Values("digest", "confirm", "right-to-left", "hostile")] string mail)
    {
        await using var browser = await Browser.StartAsync();
        foreach (var dark in new[] { false, true })
        {
            var page = await browser.PageAsync(600, 800, dark);
            await page.SetContentAsync(
                mail == "right-to-left" ? MailSamples.Html("digest", "ar") : MailSamples.Html(mail, "en"));
            // A mail is read inside a page that has landmarks of its own.
            Assert.That(await Axe.FaultsAsync(page, "region", "landmark-one-main"), Is.Empty);
            await page.Context.CloseAsync();
        }
    }

    [TestCase("<flex></flex>", "<flex>")]
    [TestCase("<img src=https://example.org/a.png>", "a picture needs alt")]
    [TestCase("<table><tr><td></td></tr></table>", "role=presentation")]
    [TestCase("<p style=\"color:#999999;background-color:#ffffff\">pale</p>", "#999999 on #ffffff in light")]
    [TestCase("<p style=\"display:flex\"></p>", "in a style")]
    [TestCase("<p onclick=\"x\"></p>", "onclick on <p>")]
    [TestCase("<a href=\"javascript:x\" style=\"color:#000000\">a</a>", "a link leads to 'javascript:x'")]
    [TestCase("<h3>deep</h3>", "a level of headings is skipped")]
    [TestCase("<p", "not valid HTML")]
    public void The_lint_itself_sees_a_fault(string markup, string fault)
    {
        var html = Samples.Compose(Samples.Digest(0)).Message.HtmlBody!;
        Assert.That(MailLint.Faults(html.Replace("</h1>", "</h1>" + markup, StringComparison.Ordinal)),
            Has.Some.Contains(fault));
    }

    [TestCase("#ffff00")]
    [TestCase("#000000")]
    [TestCase("#ffffff")]
    [TestCase("#1d4ed8")]
    public void Any_accent_becomes_readable(string accent)
    {
        var palette = Palette.Of(accent);
        Assert.That(
            new[] { Palette.Contrast(palette.Light, "#f3f1ec"), Palette.Contrast(palette.Dark, "#222226"),
                Palette.Contrast(palette.Dark, "#2b2b30") }, Is.All.GreaterThanOrEqualTo(4.5));
    }
}
