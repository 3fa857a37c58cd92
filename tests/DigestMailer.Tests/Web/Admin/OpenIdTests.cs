using DigestMailer.Outbox;
using DigestMailer.Storage;
using Microsoft.Playwright;

namespace DigestMailer.Tests.Web.Admin;

/// <summary>Signing in by a real provider, in a real browser that keeps the rules of cookies.</summary>
internal sealed class OpenIdTests
{
    [Test]
    [Category("Slow")]
    public async Task An_operator_comes_in_and_acts_and_a_viewer_only_looks()
    {
        await using var provider = await OpenIdProvider.StartAsync("operator");
        await using var site = await SiteAsync(provider);
        await site.Get<Database>().WriteAsync(transaction =>
            site.Get<Brake>().PullAsync(transaction, "Too many readers complained."));
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, site);
        Assert.That(await page.Locator("body").TextContentAsync(),
            Does.Contain("Signed in as Rosa of the laboratory").And.Contain("Too many readers complained."));
        await page.GetByRole(AriaRole.Button, new() { Name = "Release the brake" }).ClickAsync();
        Assert.That(await page.Locator("main").TextContentAsync(), Does.Contain("Delivery goes on."));
        await page.Context.CloseAsync();

        provider.Role = "viewer";
        page = await SignInAsync(browser, site);
        Assert.That(await page.GetByRole(AriaRole.Heading, new() { Name = "Today" }).CountAsync(), Is.EqualTo(1));
        Assert.That(await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).CountAsync(), Is.EqualTo(1));
        Assert.That(await page.Locator("form[action$=gather]").CountAsync(), Is.Zero);
        Assert.That(await StatusOfActAsync(page), Is.EqualTo(403));
        await page.Context.CloseAsync();
    }

    [Test]
    [Category("Slow")]
    public async Task A_person_without_a_role_stays_outside()
    {
        await using var provider = await OpenIdProvider.StartAsync("reader");
        await using var site = await SiteAsync(provider);
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, site);
        Assert.That(await page.Locator("main").TextContentAsync(),
            Does.Contain("Your account has no role").And.Not.Contain("Secret"));
        Assert.That(await site.ReadAsync<string>("SELECT id FROM admin_sessions"), Is.Empty);
        await page.Context.CloseAsync();
    }

    /// <summary>The browser forgets cookies by the real clock, so the site goes by that too.</summary>
    private static async Task<SiteFixture> SiteAsync(OpenIdProvider provider)
    {
        var site = await SiteFixture.StartAsync(null, $"--Admin:OpenId:Authority={provider.Address}",
            $"--Admin:OpenId:ClientSecret={OpenIdProvider.ClientSecret}");
        site.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        return site;
    }

    private static async Task<IPage> SignInAsync(Browser browser, SiteFixture site)
    {
        var page = await browser.PageAsync();
        await page.GotoAsync(site.Address + "/admin");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with your account" }).ClickAsync();
        await page.GetByText("Signed in as").Or(page.Locator(".fault")).First.WaitForAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("welcome", StringComparison.Ordinal));
        return page;
    }

    /// <summary>Sends what the page has no button for.</summary>
    private static async Task<int> StatusOfActAsync(IPage page)
    {
        var answer = await page.RunAndWaitForResponseAsync(() => page.EvaluateAsync(
            "document.forms[0].action = document.forms[0].action.replace('sign-out', 'release');"
            + "document.forms[0].submit()"), response => response.Url.EndsWith("release", StringComparison.Ordinal));
        return answer.Status;
    }
}
