using Microsoft.Playwright;

namespace DigestMailer.Tests.Web.Pages;

/// <summary>Keys and marks in lists of papers, as a browser with and without scripts has them.</summary>
internal sealed class ReadingTests
{
    private SiteFixture site = null!;
    private Browser browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (site, browser) = (await SiteFixture.StartAsync(), await Browser.StartAsync());
        await site.PapersAsync(days: 2);
    }

    [Test]
    public async Task Keys_go_through_a_list_open_a_paper_and_save_it()
    {
        var page = await OpenAsync("/");
        await PressAsync(page, "k", "j", "j", "k", "j");
        var second = page.Locator("article.paper").Nth(1);
        Assert.That(await FocusedAsync(page), Is.EqualTo(await second.GetAttributeAsync("data-paper")));
        await PressAsync(page, "s");
        await Assertions.Expect(second.Locator(".mark")).ToHaveAttributeAsync("aria-pressed", "true");
        var title = await second.Locator("h2").InnerTextAsync();
        await PressAsync(page, "o");
        await Assertions.Expect(page.Locator("article.whole h1")).ToHaveTextAsync(title);
        await Assertions.Expect(page.Locator("article.whole .mark")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.GoBackAsync();
        await Assertions.Expect(second.Locator(".was-seen")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".was-seen:visible")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task Saved_papers_have_a_page_and_can_be_removed_from_it()
    {
        var page = await OpenAsync("/editions/2026-11-23");
        await page.Locator(".mark").Nth(0).ClickAsync();
        await page.Locator(".mark").Nth(2).ClickAsync();
        var third = await page.Locator("article.paper h2").Nth(2).InnerTextAsync();
        await page.GotoAsync(site.Address + "/saved");
        await Assertions.Expect(page.Locator("[data-saved] a")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("[data-saved] a").First).ToHaveTextAsync(third);
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);
        await page.Locator("[data-saved] button").First.ClickAsync();
        await Assertions.Expect(page.Locator("[data-saved] a")).ToHaveCountAsync(1);
        await page.Locator("[data-saved] button").First.ClickAsync();
        await Assertions.Expect(page.GetByText("Nothing is saved yet")).ToBeVisibleAsync();
        Assert.That(await page.Context.CookiesAsync(), Is.Empty);
    }

    [Test]
    public async Task Keys_can_be_turned_off_and_stay_off()
    {
        var page = await OpenAsync("/");
        await page.Locator(".keys input").UncheckAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".keys input")).Not.ToBeCheckedAsync();
        await PressAsync(page, "j", "s");
        Assert.That(await FocusedAsync(page), Is.Null);
        await page.Locator(".keys input").CheckAsync();
        await PressAsync(page, "j");
        Assert.That(await FocusedAsync(page), Is.Not.Null);
    }

    [Test]
    public async Task Keys_leave_fields_and_shortcuts_alone()
    {
        var page = await OpenAsync("/");
        await page.Locator("input[type=search]").PressSequentiallyAsync("josk");
        await Assertions.Expect(page.Locator("input[type=search]")).ToHaveValueAsync("josk");
        await page.Locator("h1").ClickAsync();
        await PressAsync(page, "Control+j", "Alt+k");
        Assert.That(await FocusedAsync(page), Is.Null);
    }

    [Test]
    public async Task Marks_of_one_browser_are_in_no_other_and_a_strange_store_does_no_harm()
    {
        var page = await OpenAsync("/");
        await page.Locator(".mark").First.ClickAsync();
        var other = await OpenAsync("/");
        await Assertions.Expect(other.Locator(".mark[aria-pressed=true]")).ToHaveCountAsync(0);
        foreach (var stored in new[] { "{", "7", "[null,{\"path\":\"javascript:alert(1)\",\"title\":\"x\"}]" })
        {
            await other.EvaluateAsync("stored => localStorage.setItem('digestmailer-saved', stored)", stored);
            await other.GotoAsync(site.Address + "/saved");
            await Assertions.Expect(other.GetByText("Nothing is saved yet")).ToBeVisibleAsync();
        }
    }

    [Test]
    public async Task Without_scripts_the_list_is_whole_and_says_nothing_of_marks_and_keys()
    {
        var page = await browser.PageAsync(script: false);
        await page.GotoAsync(site.Address + "/");
        await Assertions.Expect(page.Locator("article.paper")).ToHaveCountAsync(10);
        await Assertions.Expect(page.Locator(".mark:visible, .keys:visible, .was-seen:visible")).ToHaveCountAsync(0);
        await page.GotoAsync(site.Address + "/saved");
        await Assertions.Expect(page.GetByText("Saving papers needs JavaScript")).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_marked_list_passes_axe_and_fits_the_screen(
        [Values(360, 1200)] int width, [Values] bool dark, [Values("en", "ar")] string language)
    {
        var page = await browser.PageAsync(width, 900, dark, language: language);
        await page.GotoAsync(site.Address + "/trending?days=7");
        await page.Locator(".mark").First.ClickAsync();
        await page.EvaluateAsync(
            "() => document.querySelectorAll('.was-seen').forEach(label => { label.hidden = false; })");
        Assert.That(await Axe.FaultsAsync(page), Is.Empty);
        Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.EqualTo(width));
    }

    [Test]
    public async Task On_paper_there_is_the_list_alone_and_no_dark_ground([Values("/", "/papers/arxiv:2611.24000")]
        string path)
    {
        var page = await browser.PageAsync(dark: true);
        await page.GotoAsync(site.Address + path);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(page.Locator("nav:visible, button:visible, form:visible, footer:visible"))
            .ToHaveCountAsync(0);
        Assert.That(await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"),
            Is.EqualTo("rgb(255, 255, 255)"));
        await Assertions.Expect(page.Locator("h1").First).ToBeVisibleAsync();
    }

    private async Task<IPage> OpenAsync(string path)
    {
        var page = await browser.PageAsync(1200, 900);
        await page.GotoAsync(site.Address + path);
        return page;
    }

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }

    private static Task<string?> FocusedAsync(IPage page) =>
        page.EvaluateAsync<string?>("() => document.activeElement.closest('[data-paper]')?.dataset.paper ?? null");

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await browser.DisposeAsync();
        await site.DisposeAsync();
    }
}
