using System.Text.Json.Serialization;
using DigestMailer.Tests.Delivery.Relays;
using Microsoft.Playwright;
using MimeKit;

namespace DigestMailer.Tests.Web;

/// <summary>
/// A reader's way with the keyboard alone: wherever Tab stops, a frame shows it, and nothing covers it.
/// </summary>
internal sealed class KeyboardTests
{
    private const int MostStops = 200;

    /// <summary>What has the focus: its name, and what is wrong with how it is shown.</summary>
    private const string Focused = """
        () => {
            const one = document.activeElement;
            if (!one || one === document.body) return { Name: '', Fault: '' };
            const name =
                one.labels?.[0]?.innerText || one.getAttribute('aria-label') || one.innerText || one.value || '';
            // A chip hides its box and shows its words.
            const shown = one.closest('.chip') ? one.nextElementSibling : one;
            const style = getComputedStyle(shown), box = shown.getBoundingClientRect();
            const at = document.elementFromPoint(
                Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1),
                Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1));
            const fault = style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 ? 'no frame'
                : box.bottom <= 0 || box.top >= innerHeight ? 'out of sight'
                : !at || !(at === one || shown.contains(at) || at.contains(shown))
                    ? 'covered by ' + at?.outerHTML.slice(0, 100) : '';
            return { Name: name.trim().split('\n')[0], Fault: fault };
        }
        """;

    [TestCase(1200, false)]
    [TestCase(320, true)]
    [Category("Slow")]
    public async Task From_the_front_page_to_the_last_mail_without_a_mouse(int width, bool forced)
    {
        await using var smtp = new ScriptedSmtpServer().Start();
        await using var site = await SiteFixture.StartAsync(smtp.Port);
        await site.PapersAsync(days: 3);
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(width, 800);
        await page.EmulateMediaAsync(new()
        {
            ForcedColors = forced ? ForcedColors.Active : ForcedColors.None,
            ReducedMotion = ReducedMotion.Reduce,
        });

        await page.GotoAsync(site.Address + "/");
        await TabToAsync(page, "Your email address");
        await page.Keyboard.TypeAsync("ana@readers.example");
        await TabToAsync(page, "Choose topics, hour and rhythm");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "Speech and audio");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "Subscribe");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("Check your inbox").First.WaitForAsync();

        await site.DeliverAsync();
        await page.GotoAsync(Mail(smtp).To("confirm"));
        await PressAsync(page, "Confirm my digest", "You are subscribed");
        await site.DeliverAsync();
        var welcome = Mail(smtp);
        Assert.That(welcome.TextBody, Does.Contain("Small Talk Is Enough").And.Not.Contain("Patient Decoders"));

        await page.GotoAsync(welcome.To("preferences"));
        await PressAsync(page, "Save", "Your next digest uses these settings");
        await page.GotoAsync(welcome.To("unsubscribe"));
        await PressAsync(page, "Unsubscribe", "You are unsubscribed");
    }

    [TestCase("/")]
    [TestCase("/editions/2026-11-23")]
    [TestCase("/archive")]
    [TestCase("/search?q=memory+OR+speech")]
    [TestCase("/papers/arxiv:2611.24000")]
    [TestCase("/saved")]
    public async Task Every_stop_of_a_page_is_seen_and_the_first_leads_past_the_menu(string path)
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(days: 3);
        await using var browser = await Browser.StartAsync();
        var page = await browser.PageAsync(360, 700);
        await page.GotoAsync(site.Address + path);
        var names = new List<string>();
        for (var focus = await NextAsync(page); focus.Name.Length > 0 && names.Count < MostStops;
            focus = await NextAsync(page))
        {
            names.Add(focus.Name);
        }

        Assert.That(names, Has.Count.InRange(5, MostStops - 1), "Tab goes on to the end of the page");
        Assert.That(names[0], Does.StartWith("Skip to"));
    }

    private static async Task PressAsync(IPage page, string button, string expected)
    {
        await TabToAsync(page, button);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText(expected).First.WaitForAsync();
    }

    private static async Task TabToAsync(IPage page, string name)
    {
        for (var stops = 0; stops < MostStops; stops++)
        {
            if ((await NextAsync(page)).Name == name)
            {
                return;
            }
        }

        Assert.Fail($"{page.Url}: Tab does not reach \"{name}\".");
    }

    private static async Task<Focus> NextAsync(IPage page)
    {
        await page.Keyboard.PressAsync("Tab");
        var focus = await page.EvaluateAsync<Focus>(Focused);
        Assert.That(focus.Fault, Is.Empty, $"{page.Url}: {focus.Name}");
        return focus;
    }

    private static MimeMessage Mail(ScriptedSmtpServer smtp)
    {
        using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(smtp.Received.Last().Data));
        return MimeMessage.Load(bytes);
    }

    private sealed class Focus
    {
        [JsonPropertyName("Name")]
        public string Name { get; set; } = "";

        [JsonPropertyName("Fault")]
        public string Fault { get; set; } = "";
    }
}
