using System.Net;
using DigestMailer.Storage;

namespace DigestMailer.Tests.Web.Admin;

/// <summary>Signing in, the length of a session, and the forms that are taken.</summary>
internal sealed class SignInTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task The_secret_opens_the_page_that_was_asked_for_by_a_cookie_of_its_own()
    {
        await using var site = await Rosa.SiteAsync();
        using var rosa = new Visitor(site.Address);
        using var answer = await Rosa.SignInAsync(rosa, path: "/admin/audit");
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo("/admin/audit"));
        Assert.That(CookieOf(answer),
            Does.Contain("path=/admin;").And.Contain("samesite=strict").And.Contain("httponly")
            .And.Not.Contain("secure"));
        Assert.That((await rosa.OpenAsync("/admin/audit")).Body!.TextContent,
            Does.Contain("signed in").And.Contain("Signed in as Rosa"));
    }

    [Test]
    public async Task Over_https_the_cookie_is_secure_and_below_the_path_of_the_site()
    {
        await using var site = await Rosa.SiteAsync("--Site:BaseUrl=https://lab.example.org/papers");
        using var rosa = new Visitor(site.Address);
        var page = await rosa.OpenAsync("/admin");
        Assert.That(page.QuerySelector("form")!.GetAttribute("action"), Is.EqualTo("/papers/admin/sign-in"));
        using var answer = await Rosa.SignInAsync(rosa);
        Assert.That(CookieOf(answer), Does.Contain("path=/papers/admin;").And.Contain("secure"));
    }

    [TestCase("a secret of the laborator")]
    [TestCase("")]
    public async Task Another_secret_opens_nothing(string secret)
    {
        await using var site = await Rosa.SiteAsync();
        using var stranger = new Visitor(site.Address);
        using var answer = await Rosa.SignInAsync(stranger, secret);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("That is not the secret."));
        Assert.That((await stranger.OpenAsync("/admin")).QuerySelector("h1")!.TextContent, Is.EqualTo("Sign in"));
    }

    [Test]
    public async Task A_network_that_guesses_is_slowed_down()
    {
        await using var site = await Rosa.SiteAsync();
        using var stranger = new Visitor(site.Address);
        var answers = new List<HttpStatusCode>();
        for (var guess = 0; guess < 11; guess++)
        {
            using var answer = await Rosa.SignInAsync(stranger, $"a guess of mine, number {guess}");
            answers.Add(answer.StatusCode);
        }

        Assert.That((answers[0], answers[^1]),
            Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests)));
    }

    [Test]
    public async Task A_session_ends_at_its_length_however_much_it_is_used()
    {
        await using var site = await Rosa.SiteAsync("--Admin:SessionLength=02:00:00");
        using var rosa = await Rosa.SignInAsync(site);
        for (var hours = 0.5; hours < 2; hours += 0.5)
        {
            site.Clock.Advance(TimeSpan.FromMinutes(30));
            Assert.That(await HeadingAsync(rosa), Is.EqualTo("Today"), $"after {hours} hours");
        }

        site.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.That(await HeadingAsync(rosa), Is.EqualTo("Sign in"));
    }

    [Test]
    public async Task A_session_that_is_gone_opens_nothing_though_the_browser_still_has_its_cookie()
    {
        await using var site = await Rosa.SiteAsync();
        using var rosa = await Rosa.SignInAsync(site);
        await site.RunAsync("DELETE FROM admin_sessions");
        Assert.That(await HeadingAsync(rosa), Is.EqualTo("Sign in"));
    }

    [Test]
    public async Task Signing_out_ends_the_session_for_copies_of_the_cookie_too()
    {
        await using var site = await Rosa.SiteAsync();
        using var rosa = await Rosa.SignInAsync(site);
        using var answer = await rosa.PressAsync("/admin", "Sign out");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(await site.ReadAsync<string>("SELECT id FROM admin_sessions"), Is.Empty);
        Assert.That(await HeadingAsync(rosa), Is.EqualTo("Sign in"));
        Assert.That(await site.ReadAsync<string>("SELECT act FROM admin_audit ORDER BY id"),
            Is.EqualTo(new[] { "signed in", "signed out" }));
    }

    [Test]
    public async Task A_form_without_the_token_of_this_session_is_rejected()
    {
        await using var site = await Rosa.SiteAsync();
        using var rosa = await Rosa.SignInAsync(site);
        using var other = await Rosa.SignInAsync(site);
        var (name, value) = await TokenAsync(other);
        foreach (var path in new[] { "gather", "release", "readers", "suppressions", "suppressions/lift", "sign-out" })
        {
            foreach (var fields in new[] { Array.Empty<KeyValuePair<string, string>>(), [new(name, value)] })
            {
                using var form = new FormUrlEncodedContent(fields);
                using var answer = await rosa.PostAsync($"/admin/{path}", form);
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), path);
            }
        }

        Assert.That(await HeadingAsync(rosa), Is.EqualTo("Today"), "she is still signed in");
    }

    [Test]
    public async Task Signing_in_needs_the_form_of_the_page_and_leads_to_no_other_site()
    {
        await using var site = await Rosa.SiteAsync();
        using var rosa = new Visitor(site.Address);
        using var bare = new FormUrlEncodedContent(
            [KeyValuePair.Create("name", Rosa.Name), KeyValuePair.Create("secret", Rosa.Secret)]);
        using var rejected = await rosa.PostAsync("/admin/sign-in", bare);
        Assert.That(rejected.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        foreach (var back in new[] { "//evil.example", "/\\evil.example", "https://evil.example", "/../x", "@evil" })
        {
            using var answer = await rosa.PressAsync("/admin/sign-in", "Sign in", ("name", Rosa.Name),
                ("secret", Rosa.Secret), ("back", back));
            Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo("/admin"), back);
            (await rosa.PressAsync("/admin", "Sign out")).Dispose();
        }
    }

    private static string CookieOf(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie")
        .Single(one => one.StartsWith("digestmailer-admin=", StringComparison.Ordinal));

    private static async Task<string> HeadingAsync(Visitor visitor) =>
        (await visitor.OpenAsync("/admin")).QuerySelector("h1")!.TextContent;

    private static async Task<(string Name, string Value)> TokenAsync(Visitor visitor)
    {
        var field = (await visitor.OpenAsync("/admin")).QuerySelector("form[action$=sign-out] input[type=hidden]")!;
        return (field.GetAttribute("name")!, field.GetAttribute("value")!);
    }
}
