using DigestMailer.Tests.Delivery.Relays;
using Microsoft.Playwright;
using MimeKit;

namespace DigestMailer.Tests.Web;

/// <summary>
/// A reader with two digests and an alert in a real browser without cookies, with script and without. With
/// DIGESTMAILER_PICTURES=FOLDER each step is written there as a picture.
/// </summary>
internal sealed class SeveralJourneyTests
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("DIGESTMAILER_PICTURES");

    [TestCase(true, 1200, false)]
    [TestCase(true, 360, true)]
    [TestCase(false, 360, false)]
    [Category("Slow")]
    public async Task From_one_digest_to_three_and_back_to_none(bool script, int width, bool dark)
    {
        await using var smtp = new ScriptedSmtpServer().Start();
        await using var site = await SiteFixture.StartAsync(smtp.Port, "--Delivery:TagSubjects=true");
        await site.PapersAsync(days: 3);
        (await Ana.JoinAsync(site, () => Mail(smtp, smtp.Received.Count))).Dispose();
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(width, 900, dark, script);
        await page.RouteAsync("**/*", route => route.ContinueAsync(new()
        {
            Headers = route.Request.Headers.Where(header => header.Key != "cookie"),
        }));

        var own = Mail(smtp, 2).To("preferences");
        await AddAsync(page, own, "My codec alert", "match", "decoders OR memory");
        await AddAsync(page, own, "Best of the week", "week", null);
        Assert.That(await page.Locator(".digests li").CountAsync(), Is.EqualTo(3));
        await CheckAsync(page, "digests", script, width, dark);

        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        await site.DeliverAsync();
        var mails = smtp.Received.Count;
        var alert = Enumerable.Range(1, mails).Select(number => Mail(smtp, number))
            .First(mail => mail.Headers[HeaderId.ListId]?.Contains("my-codec-alert", StringComparison.Ordinal) == true);
        Assert.That(alert.Subject, Does.StartWith("[My codec alert] "));
        if (Pictures is not null)
        {
            // Under the policy of a page of ours it would have no style.
            await page.GotoAsync("about:blank");
            await page.SetContentAsync(alert.HtmlBody!);
            await PictureAsync(page, "alert", width, dark);
        }

        await page.GotoAsync(alert.To("unsubscribe"));
        await CheckAsync(page, "stop", script, width, dark);
        await page.GetByRole(AriaRole.Button, new() { Name = "Unsubscribe", Exact = true }).ClickAsync();
        await Expect(page, "You still get: Digest and Best of the week.");
        await CheckAsync(page, "ended", script, width, dark);
        await site.DeliverAsync();
        var goodbye = Mail(smtp, smtp.Received.Count);
        Assert.That(goodbye.Subject, Does.Contain("My codec alert"));
        await page.GotoAsync(goodbye.To("preferences"));
        await CheckAsync(page, "one-ended", script, width, dark);
        await page.GotoAsync(alert.To("unsubscribe"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop all my digests" }).ClickAsync();
        await Expect(page, "You are unsubscribed");
        Assert.That(await site.ReadAsync<string>("SELECT DISTINCT state FROM subscriptions"),
            Is.EqualTo(new[] { "Unsubscribed" }));
        await page.Context.CloseAsync();
    }

    private static async Task AddAsync(IPage page, string own, string name, string every, string? query)
    {
        await page.GotoAsync(own);
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a digest" }).ClickAsync();
        await page.GetByLabel("Name of this digest").FillAsync(name);
        await page.GetByLabel("Rhythm").SelectOptionAsync(every);
        if (query is not null)
        {
            await page.Locator("#queries").FillAsync(query);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Add a digest" }).ClickAsync();
        await Expect(page, "was added");
    }

    private static async Task CheckAsync(IPage page, string name, bool script, int width, bool dark)
    {
        await PictureAsync(page, name, width, dark);
        if (script)
        {
            Assert.That(await LooksTests.FaultsAsync(page), Is.Empty, $"{name} at {width}");
        }
    }

    private static Task PictureAsync(IPage page, string name, int width, bool dark) =>
        Pictures is not { Length: > 0 } ? Task.CompletedTask : page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Directory.CreateDirectory(Pictures).FullName,
                $"several-{name}-{width}{(dark ? "-dark" : "")}.png"),
            FullPage = true,
        });

    private static Task Expect(IPage page, string text) => page.GetByText(text).First.WaitForAsync();

    private static MimeMessage Mail(ScriptedSmtpServer smtp, int number)
    {
        var data = smtp.Received.ElementAt(number - 1).Data;
        using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(data));
        return MimeMessage.Load(bytes);
    }
}
