using System.Net;
using DigestMailer.Web.Gallery;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Tests.Web.Gallery;

/// <summary>The mailbox page of a demo: it shows every mail of a folder, framed and unable to run anything.</summary>
internal sealed class MailboxTests
{
    [Test]
    public async Task A_demo_shows_every_mail_that_was_sent_with_its_links_in_place_of_the_page()
    {
        await using var site = await SentAsync();
        using var visitor = new Visitor(site.Address);
        var page = await visitor.OpenAsync("/mailbox");
        var mails = page.QuerySelectorAll(".catalogue a").ToList();
        Assert.That(mails, Has.Count.EqualTo(site.Mails().Count).And.Not.Empty);
        Assert.That(page.QuerySelector("header nav a[href='/mailbox']"), Is.Not.Null, "every page leads to it");

        var shown = await visitor.OpenAsync(mails[0].GetAttribute("href")!);
        var frame = shown.QuerySelector("iframe")!;
        Assert.That(frame.GetAttribute("sandbox"), Does.Not.Contain("scripts").And.Not.Contain("same-origin"));
        var mail = await visitor.SendAsync(HttpMethod.Get, frame.GetAttribute("src")!);
        Assert.That(string.Join(' ', mail.Headers.GetValues("Content-Security-Policy")),
            Does.Contain("default-src 'none'").And.Not.Contain("script-src"));
        Assert.That(await mail.Content.ReadAsStringAsync(), Does.Contain("<base target=\"_top\">"));

        var text = await visitor.OpenAsync(mails[0].GetAttribute("href") + "&as=text");
        Assert.That(text.QuerySelector("pre")!.TextContent, Does.Contain("Confirm my digest"));
    }

    [TestCase("/mailbox/nothing.eml")]
    [TestCase("/mailbox/..%2Ftest.db")]
    public async Task Nothing_but_its_mails_is_there(string path)
    {
        await using var site = await SentAsync();
        using var visitor = new Visitor(site.Address);
        Assert.That((await visitor.SendAsync(HttpMethod.Get, path)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_site_that_is_not_a_demo_has_no_mailbox()
    {
        await using var site = await SiteFixture.StartAsync();
        using var visitor = new Visitor(site.Address);
        Assert.That((await visitor.SendAsync(HttpMethod.Get, "/mailbox")).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await visitor.OpenAsync("/")).QuerySelector("a[href='/mailbox']"), Is.Null);
    }

    [TestCase(360, true)]
    [TestCase(1200, false)]
    public async Task Axe_finds_nothing_and_nothing_is_wider_than_the_screen(int width, bool dark)
    {
        await using var site = await SentAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(width, 900, dark);
        await page.GotoAsync(site.Address + "/mailbox");
        await page.Locator(".catalogue a").First.ClickAsync();
        await page.Locator("iframe").WaitForAsync();
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.EqualTo(width));

        // In the frame no script runs, axe's neither; the mail is tested by itself.
        await page.GotoAsync(page.Url + "&as=text");
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);
    }

    private static async Task<SiteFixture> SentAsync()
    {
        var site =
            await SiteFixture.StartAsync(
                (app, folder) =>
                    app.Services.GetRequiredService<Mailbox>().Map(app, Directory.CreateDirectory(folder).FullName));
        await site.PapersAsync();
        using var visitor = new Visitor(site.Address);
        await visitor.PressAsync("/subscribe", "Subscribe", ("email", "ana@readers.example"));
        await site.DeliverAsync();
        return site;
    }
}
