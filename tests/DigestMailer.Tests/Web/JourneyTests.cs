using DigestMailer.Tests.Delivery.Relays;
using Microsoft.Playwright;
using MimeKit;

namespace DigestMailer.Tests.Web;

/// <summary>A reader's whole way in a real browser, with mail that went over SMTP, with script and without.</summary>
internal sealed class JourneyTests
{
    private const string Reader = "ana@readers.example";

    [TestCase(true, 1200, true)]
    [TestCase(false, 360, true)]
    [TestCase(false, 1200, false)]
    [Category("Slow")]
    public async Task From_the_front_page_to_the_last_mail(bool script, int width, bool cookies)
    {
        await using var smtp = new ScriptedSmtpServer().Start();
        await using var site = await SiteFixture.StartAsync(smtp.Port);
        await site.PapersAsync(days: 3);
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(width, 800, dark: !script, script);

        if (!cookies)
        {
            await page.RouteAsync("**/*", route => route.ContinueAsync(new()
            {
                Headers = route.Request.Headers.Where(header => header.Key != "cookie")
            }));
        }

        await page.GotoAsync(site.Address + "/");
        await SubscribeAsync(page, script);
        await Expect(page, "Check your inbox");
        await site.DeliverAsync();
        await page.GotoAsync(Mail(smtp, 1).To("confirm"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm my digest" }).ClickAsync();
        await Expect(page, "You are subscribed");
        await site.DeliverAsync();
        var welcome = Mail(smtp, 2);
        Assert.That(welcome.TextBody, Does.Contain("Small Talk Is Enough").And.Not.Contain("Patient Decoders"),
            "what they chose");

        await ChangeAsync(page, welcome);
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        var changed = Mail(smtp, 3);
        Assert.That(changed.TextBody, Does.Contain("Patient Decoders").And.Not.Contain("Small Talk Is Enough"),
            "what they changed it to");

        await page.GotoAsync(changed.To("unsubscribe"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Unsubscribe" }).ClickAsync();
        await Expect(page, "You are unsubscribed");
        await site.DeliverAsync();
        Assert.That(Mail(smtp, 4).Subject, Does.Contain("left"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        Assert.That(smtp.Received, Has.Count.EqualTo(4), "and nothing more");
        await page.Context.CloseAsync();
    }

    [TestCase(true, 1200)]
    [TestCase(false, 360)]
    [Category("Slow")]
    public async Task From_one_address_to_another_and_back_with_a_paper_saved_for_later(bool script, int width)
    {
        await using var smtp = new ScriptedSmtpServer().Start();
        await using var site = await SiteFixture.StartAsync(smtp.Port);
        await site.PapersAsync();
        (await Ana.JoinAsync(site, () => Mail(smtp, smtp.Received.Count))).Dispose();
        var welcome = Mail(smtp, 2);
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(width, 800, dark: !script, script);
        await page.GotoAsync(welcome.To("feedback"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save for later" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open my saved papers" }).ClickAsync();
        await Expect(page, "Papers that you saved");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        Assert.That(await page.Locator(".marked li").CountAsync(), Is.EqualTo(1));

        await page.GotoAsync(welcome.To("preferences"));
        await page.GetByLabel("Send it to").FillAsync("ana@elsewhere.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask that address" }).ClickAsync();
        await Expect(page, "a letter is on its way");
        await site.DeliverAsync();
        await page.GotoAsync(Mail(smtp, 3).To("move"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Send my digest here" }).ClickAsync();
        await Expect(page, "Your digest comes here now");
        await site.DeliverAsync();
        await page.GotoAsync(Mail(smtp, 4).To("undo-move"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page, "The change is undone");
        Assert.That(await site.OneAsync<string>("SELECT email FROM subscribers"), Is.EqualTo(Reader));
        await page.Context.CloseAsync();
    }

    private static async Task SubscribeAsync(IPage page, bool script)
    {
        await page.GetByLabel("Your email address").FillAsync(Reader);
        await page.GetByText("Choose topics, hour and rhythm").ClickAsync();
        await page.GetByLabel("Speech and audio").CheckAsync();
        await page.GetByLabel("Rhythm").SelectOptionAsync("match");
        foreach (var unused in new[] { "#weekday", "#at", "#max" })
        {
            await Assertions.Expect(page.Locator(unused)).ToBeVisibleAsync(new() { Visible = !script });
        }

        await page.GetByLabel("Rhythm").SelectOptionAsync("day");
        if (script)
        {
            await page.Locator(".forecast .seen li").First.WaitForAsync();
        }
        else
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        }

        Assert.That(await page.Locator(".forecast").TextContentAsync(), Does.Contain("a week"));
        // With the wishes open, the button is repeated below them.
        await page.GetByRole(AriaRole.Button, new() { Name = "Subscribe", Exact = true }).Last.ClickAsync();
    }

    private static async Task ChangeAsync(IPage page, MimeMessage mail)
    {
        await page.GotoAsync(mail.To("preferences"));
        await page.GetByLabel("Speech and audio").UncheckAsync();
        await page.GetByLabel("Queries of your own").FillAsync("title:decoders");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page, "Saved");
    }

    private static async Task Expect(IPage page, string text) =>
        Assert.That(await page.Locator("main").TextContentAsync(), Does.Contain(text));

    private static MimeMessage Mail(ScriptedSmtpServer smtp, int number)
    {
        Assert.That(smtp.Received, Has.Count.EqualTo(number));
        using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(smtp.Received.Last().Data));
        return MimeMessage.Load(bytes);
    }
}
