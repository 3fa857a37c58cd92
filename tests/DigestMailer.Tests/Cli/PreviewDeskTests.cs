using System.Net;
using DigestMailer.Cli.Commands.Preview;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Tests.Digests;
using DigestMailer.Topics;
using DigestMailer.Web.Gallery;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace DigestMailer.Tests.Cli;

/// <summary><c>preview --watch</c> over a folder of the operator's own templates.</summary>
internal sealed class PreviewDeskTests
{
    private string folder = "";
    private BodyRenderer renderer = null!;
    private DigestComposer composer = null!;
    private PreviewDesk desk = null!;

    [SetUp]
    public async Task StartAsync()
    {
        folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        var (templates, site) =
            (new MailTemplates([folder, Samples.Folder("templates")]), Options.Create(Samples.Site));
        renderer = new BodyRenderer(templates, site, TimeProvider.System);
        composer = Samples.Composer(renderer);
        var letters = new LetterMessage(templates, site);
        desk = new PreviewDesk(templates,
            new TemplateWatch(templates, site, TimeProvider.System, NullLogger<TemplateWatch>.Instance),
            ["digest", "confirm", "goodbye"], (mail, language) => mail == "digest"
            ? composer.Compose(Samples.Digest(2), MailSamples.Reader(language), Samples.Identity)
            : letters.Compose(Enum.Parse<LetterKind>(mail, ignoreCase: true), DateTimeOffset.UnixEpoch,
                MailSamples.Reader(language), Samples.Letter, Samples.Identity),
            new PageGallery(templates, new TopicCatalogue([]), site));
        await desk.StartAsync(0, CancellationToken.None);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await desk.DisposeAsync();
        composer.Dispose();
        renderer.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_saved_template_is_seen_at_once_and_a_fault_above_the_last_good_one()
    {
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(1200);
        await page.GotoAsync(desk.Url);
        var (phone, fault) = (page.Locator("iframe.phone").First.ContentFrame, page.GetByRole(AriaRole.Alert));
        await Assertions.Expect(phone.GetByText("2 papers for you")).ToBeVisibleAsync();
        await Assertions.Expect(fault).ToBeHiddenAsync();

        Save("partials/head.html", "<tr><td>Mine: {{ digest.title }}</td></tr>");
        await Assertions.Expect(phone.GetByText("Mine: 2 papers for you")).ToBeVisibleAsync();

        Save("partials/head.html", "<tr><td>Broken\n  {{ digest.titel }}</td></tr>");
        await Assertions.Expect(fault).ToContainTextAsync("head.html, line 2, column 13");
        await Assertions.Expect(phone.GetByText("Mine: 2 papers for you")).ToBeVisibleAsync();

        Save("partials/head.html", "<tr><td>Fixed: {{ digest.title }}</td></tr>");
        await Assertions.Expect(phone.GetByText("Fixed: 2 papers for you")).ToBeVisibleAsync();
        await Assertions.Expect(fault).ToBeHiddenAsync();
    }

    [TestCase("/mail/digest.html?language=ar&dark=true", "@media all{")]
    [TestCase("/mail/digest.html", "@media not all{")]
    [TestCase("/mail/digest.txt?language=de", "2 Arbeiten für Sie")]
    [TestCase("/mail/confirm.html", "Confirm my digest")]
    [TestCase("/?mail=goodbye&language=ar", "/mail/goodbye.html?language=ar")]
    [TestCase("/?page=paper&language=de", "/page/paper.html?language=de")]
    [TestCase("/page/home.html?language=ar", "dir=\"rtl\"")]
    [TestCase("/page/home.html?dark=true", "/assets/site.css?dark=true&amp;v=")]
    [TestCase("/assets/site.css?dark=true", "@media all")]
    [TestCase("/assets/site.css", "@media not all")]
    public async Task Each_mail_is_shown_in_each_language_and_scheme(string path, string holds)
    {
        using var client = new HttpClient();
        Assert.That(await client.GetStringAsync(desk.Url + path), Does.Contain(holds));
    }

    [Test]
    public async Task Nobody_reads_it_under_another_name()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, desk.Url) { Headers = { Host = "evil.example" } };
        using var answer = await client.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private void Save(string name, string text)
    {
        var file = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
