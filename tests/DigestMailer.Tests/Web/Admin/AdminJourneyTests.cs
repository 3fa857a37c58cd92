using DigestMailer.Outbox;
using DigestMailer.Service;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Microsoft.Playwright;

namespace DigestMailer.Tests.Web.Admin;

/// <summary>
/// An operator's morning in a real browser, with every page as sound as <see cref="LooksTests"/> asks of those of
/// readers. With DIGESTMAILER_PICTURES=FOLDER each is written there as a picture too.
/// </summary>
internal sealed class AdminJourneyTests
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("DIGESTMAILER_PICTURES");

    [TestCase(1200, false)]
    [TestCase(360, true)]
    [Category("Slow")]
    public async Task From_a_failed_source_to_the_audit(int width, bool dark)
    {
        using var papers = new PapersFile();
        await using var site = await Rosa.SiteAsync("--Papers:Sources:0:Name=lab", "--Papers:Sources:0:Kind=Json",
            $"--Papers:Sources:0:Path={papers.Path}");
        await TroubleAsync(site);
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(width, 900, dark);
        var faults = new List<string>();
        await page.GotoAsync(site.Address + "/admin");
        await CheckAsync(page, "sign-in", width, faults);
        await page.GetByLabel("Your name").FillAsync(Rosa.Name);
        await page.GetByLabel("Secret").FillAsync(Rosa.Secret);
        await PressAsync(page, "Sign in");

        Assert.That(await TextAsync(page), Does.Contain("failed").And.Contain(papers.Path));
        await CheckAsync(page, "today", width, faults);
        await papers.WriteAsync();
        await PressAsync(page, "Gather now from lab");
        await GatheredAsync(site, page);
        Assert.That(await TextAsync(page), Does.Contain("fresh").And.Contain("1 listed, 1 new"));

        await FindReaderAsync(page, width, faults);
        await page.GetByRole(AriaRole.Link, new() { Name = "Suppressions" }).ClickAsync();
        await CheckAsync(page, "suppressions", width, faults);
        await PressAsync(page, $"Lift the suppression of {Ana.Address}");
        Assert.That(await TextAsync(page), Does.Contain("may be mailed again").And.Contain("No address is suppressed"));

        await EditTopicAsync(page, width, faults);
        await page.GetByRole(AriaRole.Link, new() { Name = "Today" }).ClickAsync();
        await PressAsync(page, "Release the brake");
        Assert.That(await TextAsync(page), Does.Contain("Delivery goes on."));
        await page.GetByRole(AriaRole.Link, new() { Name = "Audit" }).ClickAsync();
        await CheckAsync(page, "audit", width, faults);
        await PressAsync(page, "Sign out");
        Assert.That(await TextAsync(page), Does.Contain("Sign in").And.Not.Contain("Audit"));
        Assert.That(await site.ReadAsync<string>("SELECT act FROM admin_audit WHERE name = 'Rosa' ORDER BY id"),
            Is.EqualTo(new[] { "signed in", "asked for papers now", "opened the page of a reader",
                "opened a mail of a reader", "lifted a suppression", "let delivery go on", "signed out" }));
        Assert.That(string.Join('\n', faults), Is.Empty);
        await page.Context.CloseAsync();
    }

    /// <summary>A source without its file, a reader whose address bounced, and delivery that was stopped.</summary>
    private static async Task TroubleAsync(SiteFixture site)
    {
        await site.PapersAsync();
        (await Ana.JoinAsync(site)).Dispose();
        await site.Get<GatheringTurn>().GatherAsync(CancellationToken.None);
        await site.Get<SuppressionStore>().AddAsync(Ana.Address, SuppressionReason.Bounce, "550 5.1.1 no such user");
        await site.Get<Database>().WriteAsync(transaction => site.Get<Brake>().PullAsync(transaction,
            "12 of 100 mails bounced since yesterday, more than Bounces:Stop allows."));
    }

    private static async Task FindReaderAsync(IPage page, int width, List<string> faults)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Readers", Exact = true }).ClickAsync();
        await page.GetByLabel("Address, or a part of it").FillAsync("ana@");
        await PressAsync(page, "Search");
        await CheckAsync(page, "readers", width, faults);
        await page.GetByRole(AriaRole.Link, new() { Name = Ana.Address }).ClickAsync();
        Assert.That(await TextAsync(page), Does.Contain("confirmed").And.Contain("no such user"));
        await CheckAsync(page, "reader", width, faults);
        await page.Locator("a[href*='/admin/mails/']").First.ClickAsync();
        Assert.That(await TextAsync(page), Does.Contain("Attempts").And.Contain("Tidepool"));
        await CheckAsync(page, "mail", width, faults);
    }

    private static async Task EditTopicAsync(IPage page, int width, List<string> faults)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Topics", Exact = true }).ClickAsync();
        await CheckAsync(page, "topics", width, faults);
        await page.GetByRole(AriaRole.Link, new() { Name = "Speech and audio" }).ClickAsync();
        await page.GetByLabel("Query").FillAsync("title:decoders");
        await PressAsync(page, "Preview");
        Assert.That(await TextAsync(page), Does.Contain("would have found 1 paper").And.Contain("Patient Decoders")
            .And.Contain("\"Query\": \"title:decoders\""));
        await CheckAsync(page, "topic", width, faults);
    }

    /// <summary>The page is reloaded, as it asks the browser to do, until the source was asked.</summary>
    private static async Task GatheredAsync(SiteFixture site, IPage page)
    {
        for (var look = 0; look < 100 && !(await TextAsync(page)).Contains("1 listed, 1 new",
            StringComparison.Ordinal); look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            await page.GotoAsync(site.Address + "/admin");
        }
    }

    private static Task PressAsync(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task<string> TextAsync(IPage page) => await page.Locator("main").TextContentAsync() ?? "";

    private static async Task CheckAsync(IPage page, string name, int width, List<string> faults)
    {
        if (Pictures is { Length: > 0 })
        {
            await page.ScreenshotAsync(new() { Path = $"{Pictures}/admin-{name}-{width}.png", FullPage = true });
        }

        faults.AddRange((await LooksTests.FaultsAsync(page)).Select(fault => $"{name} at {width}: {fault}"));
    }

    /// <summary>The file that a source reads, not there at first.</summary>
    private sealed class PapersFile : IDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;

        public string Path => $"{folder}/papers.json";

        public Task WriteAsync() => File.WriteAllTextAsync(Path,
            """[{ "title": "A study of studies", "abstract": "What it says.", "arxivId": "2611.00001" }]""");

        public void Dispose() => Directory.Delete(folder, recursive: true);
    }
}
