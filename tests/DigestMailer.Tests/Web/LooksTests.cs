using Deque.AxeCore.Playwright;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using Microsoft.Playwright;

namespace DigestMailer.Tests.Web;

/// <summary>
/// Each page in a real browser, at the width of a phone and of a desk, light and dark: axe finds nothing, nothing is wider than the screen, and nothing breaks the policy.
/// With DIGESTMAILER_PICTURES=FOLDER each is written there as a picture instead.
/// </summary>
internal sealed class LooksTests
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("DIGESTMAILER_PICTURES");

    [Test]
    [Category("Slow")]
    public async Task Every_page_is_sound_at_every_width_and_in_light_and_dark()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(days: 3);
        var pages = await PagesAsync(site);
        await using var browser = await Browser.StartAsync();
        var faults = new List<string>();
        foreach (var (width, dark) in Sizes)
        {
            var page = await browser.PageAsync(width, 900, dark);
            page.Console += (_, message) => faults.Add($"{page.Url}: {message.Text}");
            foreach (var (name, path) in pages)
            {
                await page.GotoAsync(site.Address + path);
                if (Pictures is { Length: > 0 })
                {
                    await PictureAsync(page, $"{name}-{(width < 600 ? "phone" : "desk")}-{(dark ? "dark" : "light")}");
                    continue;
                }

                faults.AddRange((await FaultsAsync(page)).Select(fault => $"{name} at {width}{(dark ? ", dark" : "")}: {fault}"));
            }

            await page.Context.CloseAsync();
        }

        Assert.That(faults, Is.Empty);
    }

    /// <summary>Two of the four, where neither pictures nor the whole are asked for: each width and each scheme once.</summary>
    private static (int Width, bool Dark)[] Sizes => Pictures is { Length: > 0 } || Environment.GetEnvironmentVariable("DIGESTMAILER_FULL") == "1"
        ? [(1200, false), (1200, true), (360, false), (360, true)]
        : [(1200, false), (360, true)];

    private static async Task<IReadOnlyList<(string Name, string Path)>> PagesAsync(SiteFixture site)
    {
        var (pending, ana, gone) = (await EnrolAsync(site, "bo@readers.example", false), await EnrolAsync(site, "ana@readers.example", true), await EnrolAsync(site, "cy@readers.example", true));
        var life = site.Get<SubscriptionLife>();
        await site.Get<Database>().WriteAsync(transaction => life.LeaveAsync(transaction, gone, new Consent("link")));
        string Link(LinkPurpose purpose, long id) => site.Get<SignedLinks>().Sign(purpose, id, purpose == LinkPurpose.Unsubscribe ? null : SiteFixture.Now.AddDays(30));
        return
        [
            ("home", "/"), ("edition", "/editions/2026-11-23"), ("archive", "/archive"), ("topics", "/topics"), ("topic", "/topics/speech"),
            ("search", "/search?q=memory+OR+speech"), ("paper", "/papers/arxiv:2611.24000"), ("subscribe", "/subscribe"), ("sent", "/subscribe/sent"),
            ("confirm", "/confirm/" + Link(LinkPurpose.Confirm, pending)), ("preferences", "/preferences/" + Link(LinkPurpose.Preferences, ana)),
            ("erase", $"/preferences/{Link(LinkPurpose.Preferences, ana)}/erase"), ("unsubscribe", "/unsubscribe/" + Link(LinkPurpose.Unsubscribe, ana)),
            ("left", "/unsubscribe/" + Link(LinkPurpose.Unsubscribe, gone)), ("status", "/status"),
            ("feedback", $"/feedback/{Link(LinkPurpose.Feedback, ana)}?paper={await site.OneAsync<long>("SELECT min(id) FROM papers")}&wish=more"),
        ];
    }

    private static async Task<long> EnrolAsync(SiteFixture site, string email, bool confirmed)
    {
        var (wishes, _) = new WishesInput(["speech", "language-models"], ["title:codec -image"], "weekday", "07:30", "Europe/Lisbon", "10").Check(site.Get<TopicCatalogue>());
        await site.Get<SubscriberStore>().EnrolAsync([new Enrolment(email, null, wishes!, confirmed, "form", null)]);
        return (await site.Get<SubscriberStore>().FindAsync(email))!.Id;
    }

    private static async Task<List<string>> FaultsAsync(IPage page)
    {
        var axe = await page.RunAxe();
        var faults = axe.Violations.Select(violation => $"{violation.Id}: {violation.Help} ({string.Join(" | ", violation.Nodes.Take(2).Select(node => node.Html))})").ToList();
        if (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        {
            faults.Add("wider than the screen");
        }

        return faults;
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Pictures!);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures!, name + ".png") });
    }
}
