using Microsoft.Playwright;

namespace DigestMailer.Tests.Web;

/// <summary>
/// Each page in a real browser, at the width of a phone and of a desk, light and dark: axe finds nothing, nothing is
/// wider than the screen, and nothing breaks the policy. With DIGESTMAILER_PICTURES=FOLDER each is written there as a
/// picture instead.
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
        var stops = new Stops(site);
        var read = await stops.ReadAsync();
        await using var browser = await Browser.StartAsync();
        var faults = new List<string>();
        foreach (var (width, dark) in Sizes)
        {
            await VisitAsync(browser, width, dark,
                [.. read.Concat(Drawing ? [] : await stops.PressedAsync())
                    .Where((_, number) => Whole || width < 600 || number % 4 == 0)], faults);
        }

        var arabic =
            (await new Stops(site, "ar").ReadAsync())
                .Where(stop => (Whole && !Drawing) || stop.Name is "home" or "preferences").ToList();
        await VisitAsync(browser, 1200, false, arabic, faults, "ar");
        await VisitAsync(browser, 360, true, arabic, faults, "ar");
        await VisitAsync(browser, 1200, false, Drawing ? [] : [stops.Broken], faults);
        Assert.That(string.Join('\n', faults), Is.Empty);
    }

    /// <summary>At four times its size a page on a desk has 320 pixels (WCAG 2.2, 1.4.10).</summary>
    [TestCase("zoomed", 320, false)]
    [TestCase("forced", 1200, true)]
    [Category("Slow")]
    public async Task Every_page_is_sound_at_four_times_its_size_and_in_forced_colours(string how, int width,
        bool forced)
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(days: 3);
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(width, 900);
        await page.EmulateMediaAsync(new()
        {
            ForcedColors = forced ? ForcedColors.Active : ForcedColors.None,
        });
        var faults = new List<string>();
        foreach (var stop in await new Stops(site).ReadAsync())
        {
            await stop.GoAsync(page);
            if (Drawing)
            {
                await PictureAsync(page, $"{stop.Name}-{how}");
            }

            faults.AddRange((await WidthFaultsAsync(page)).Select(fault => $"{stop.Name}: {fault}"));
        }

        Assert.That(string.Join('\n', faults), Is.Empty);
    }

    private static async Task VisitAsync(Browser browser, int width, bool dark, IReadOnlyList<Stop> stops,
        List<string> faults, string language = "en")
    {
        var page = await browser.PageAsync(width, 900, dark, language: language);
        page.Console += (_, message) => faults.AddRange(IsStatus(message) ? [] : [$"{page.Url}: {message.Text}"]);
        foreach (var stop in stops)
        {
            await stop.GoAsync(page);
            if (Drawing)
            {
                await PictureAsync(page,
                    $"{stop.Name}-{(width < 600 ? "phone" : "desk")}-{(dark ? "dark" : "light")}"
                        + $"{(language == "en" ? "" : $"-{language}")}");
                continue;
            }

            faults.AddRange(
                (await FaultsAsync(page))
                    .Select(fault => $"{stop.Name} at {width}{(dark ? ", dark" : "")} in {language}: {fault}"));
        }

        await page.Context.CloseAsync();
    }

    /// <summary>
    /// The browser logs this for each page with an error status, which a refused form is meant to have.
    /// </summary>
    private static bool IsStatus(IConsoleMessage message) =>
        message.Text
            .StartsWith("Failed to load resource: the server responded with a status of", StringComparison.Ordinal);

    private static bool Drawing => Pictures is { Length: > 0 };

    private static bool Whole => Drawing || Scale.Full;

    /// <summary>
    /// Where neither pictures nor the whole are asked for, all on the dark phone, and a page in four on the light desk,
    /// where there is more room.
    /// </summary>
    private static (int Width, bool Dark)[] Sizes =>
        Whole ? [(1200, false), (1200, true), (360, false), (360, true)] : [(1200, false), (360, true)];

    /// <summary>The innermost element that reaches beyond the screen, where the page can be moved sideways.</summary>
    private const string Widest = """
        (() => {
            const page = document.documentElement;
            if (page.scrollWidth <= page.clientWidth) return null;
            const beyond = [...document.body.querySelectorAll('*')].filter(one =>
                one.getBoundingClientRect().right > page.clientWidth + 1 ||
                one.getBoundingClientRect().left < -1);
            return (beyond.at(-1) ?? document.body).outerHTML.slice(0, 200);
        })()
        """;

    /// <summary>What axe finds, and what is wider than the screen.</summary>
    internal static async Task<List<string>> FaultsAsync(IPage page) =>
        [.. await Axe.FaultsAsync(page), .. await WidthFaultsAsync(page)];

    private static async Task<string[]> WidthFaultsAsync(IPage page) =>
        await page.EvaluateAsync<string?>(Widest) is { } wide ? [$"wider than the screen: {wide}"] : [];

    private static async Task PictureAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Pictures!);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures!, name + ".png") });
    }
}
