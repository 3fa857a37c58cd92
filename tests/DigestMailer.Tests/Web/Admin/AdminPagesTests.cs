using System.Net;
using DigestMailer.Delivery;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Web.Admin;

/// <summary>What the operator sees and does.</summary>
internal sealed class AdminPagesTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task Readers_are_found_by_a_part_of_their_address_which_no_log_has()
    {
        await using var site = await WithAnaAsync();
        using var rosa = await Rosa.SignInAsync(site);
        Assert.That((await rosa.OpenAsync("/admin/readers")).Body!.TextContent, Does.Contain(Ana.Address));
        site.Log.Clear();
        foreach (var (text, finds) in new[] { (Ana.Address, true), ("NA@readers", true), ("%", false), ("_", false),
            ("ben@readers.example", false) })
        {
            using var answer = await rosa.PressAsync("/admin/readers", "Search", ("address", text));
            Assert.That(await answer.Content.ReadAsStringAsync(),
                finds ? Does.Contain($"<bdi>{Ana.Address}</bdi>") : Does.Contain("No reader was found"), text);
        }

        await rosa.OpenAsync(await ReaderAsync(site));
        Assert.That(site.Log.Where(line => line.Contains('@', StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_readers_page_has_their_wishes_consents_and_mails_and_a_mail_its_papers_and_attempts()
    {
        await using var site = await WithAnaAsync();
        using var rosa = await Rosa.SignInAsync(site);
        var page = await rosa.OpenAsync(await ReaderAsync(site));
        Assert.That(page.QuerySelector("h1")!.TextContent, Is.EqualTo(Ana.Address));
        Assert.That(page.Body!.TextContent, Does.Contain("confirmed").And.Contain("Consents").And.Contain("welcome")
            .And.Contain("accepted"));
        var mail = page.QuerySelector("a[href^='/admin/mails/']")!.GetAttribute("href")!;
        Assert.That((await rosa.OpenAsync(mail)).Body!.TextContent,
            Does.Contain("Accepted").And.Contain("Tidepool"));
        foreach (var gone in new[] { "/admin/readers/99999", "/admin/mails/99999" })
        {
            Assert.That((await rosa.SendAsync(HttpMethod.Get, gone)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        }
    }

    [Test]
    public async Task Every_mail_is_shown_as_its_templates_make_it_in_every_language()
    {
        await using var site = await WithAnaAsync();
        using var rosa = await Rosa.SignInAsync(site);
        var before = await site.EverythingAsync();
        var page = await rosa.OpenAsync("/admin/templates");
        var frame = page.QuerySelector("iframe")!.GetAttribute("src")!;
        Assert.That((await rosa.OpenAsync(frame)).Body!.TextContent, Does.Contain("Tidepool"));
        var choices = page.QuerySelectorAll("nav.actions a").Select(link => link.GetAttribute("href")!).ToList();
        Assert.That(choices, Has.Count.EqualTo(DigestPreview.Kinds.Count + 9));
        foreach (var choice in choices)
        {
            var shown = await rosa.OpenAsync(choice);
            Assert.That(shown.QuerySelector("#subject")!.TextContent, Is.Not.Empty, choice);
            Assert.That((await rosa.OpenAsync(choice + "&format=text")).QuerySelector("pre")!.TextContent,
                Is.Not.Empty, choice);
        }

        Assert.That((await rosa.OpenAsync("/admin/templates?mail=goodbye&language=de")).QuerySelector("#subject")!
            .TextContent, Does.Contain("abbestellt"));
        Assert.That((await rosa.OpenAsync("/admin/templates?mail=<b>&language=xx")).QuerySelector("#subject"),
            Is.Not.Null);
        Assert.That(await site.EverythingAsync(), Is.EqualTo(before), "looking changes nothing");
    }

    [Test]
    public async Task A_suppression_is_lifted_and_the_audit_names_the_reader_until_that_reader_is_gone()
    {
        await using var site = await WithAnaAsync();
        await site.Get<SuppressionStore>().AddAsync(Ana.Address, SuppressionReason.Bounce, "550 5.1.1 no such user");
        using var rosa = await Rosa.SignInAsync(site);
        Assert.That((await rosa.OpenAsync("/admin/suppressions")).Body!.TextContent, Does.Contain("no such user"));
        using var answer = await rosa.PressAsync(await ReaderAsync(site), "Lift the suppression");
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo("/admin/suppressions?said=lifted"));
        Assert.That(await site.Get<SuppressionStore>().IsSuppressedAsync(Ana.Address), Is.False);
        Assert.That(await AuditAsync(rosa), Does.Contain("lifted a suppression").And.Contain(Ana.Address)
            .And.Contain("opened the page of a reader"));

        var ana = (await site.Get<SubscriberStore>().FindAsync(Ana.Address))!;
        await site.Get<Erasure>().EraseAsync(ana, default);
        Assert.That(await AuditAsync(rosa), Does.Contain("lifted a suppression").And.Not.Contain(Ana.Address));
        Assert.That(await site.EverythingAsync(), Has.None.Contains(Ana.Address));
    }

    [Test]
    public async Task A_readers_record_has_the_acts_of_operators_without_their_names()
    {
        await using var site = await WithAnaAsync();
        using var rosa = await Rosa.SignInAsync(site);
        var reader = await ReaderAsync(site);
        await rosa.OpenAsync(reader);
        var record = System.Text.Json.JsonSerializer.Serialize(
            await site.Get<PersonalRecord>()
                .OfAsync(long.Parse(reader.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.That(record, Does.Contain("opened the page of a reader").And.Not.Contain(Rosa.Name));
    }

    [Test]
    public async Task The_brake_is_released_once()
    {
        await using var site = await Rosa.SiteAsync();
        await site.Get<Database>().WriteAsync(transaction =>
            site.Get<Brake>().PullAsync(transaction, "Too many readers complained."));
        using var rosa = await Rosa.SignInAsync(site);
        Assert.That((await rosa.OpenAsync("/admin")).Body!.TextContent, Does.Contain("Too many readers complained."));
        using var answer = await rosa.PressAsync("/admin", "Release the brake");
        var page = await rosa.OpenAsync(answer.Headers.Location!.ToString());
        Assert.That(page.Body!.TextContent, Does.Contain("Delivery goes on.").And.Not.Contain("Too many"));
        Assert.That(await site.Get<Brake>().ReasonAsync(), Is.Null);
        Assert.That(await AuditAsync(rosa), Does.Contain("let delivery go on"));
    }

    [Test]
    public async Task The_page_of_the_day_shows_mail_by_topic_and_domain_and_failed_attempts()
    {
        await using var site = await WithAnaAsync();
        var now = site.Clock.GetUtcNow();
        await site.RunAsync(
            """
            INSERT INTO attempts(outbox_id, at, relay, outcome, code, enhanced, text)
            SELECT max(id), @now, 'relay.example.org:25', 'Deferred', 450, '4.2.0', '450 4.2.0 mailbox busy' FROM outbox
            """,
            new { now });
        using var rosa = await Rosa.SignInAsync(site);
        var text = (await rosa.OpenAsync("/admin")).Body!.TextContent;
        Assert.That(text, Does.Contain("readers.example").And.Contain("mailbox busy").And.Contain("backing up"));
    }

    [Test]
    public async Task A_query_for_a_topic_says_what_it_would_have_found_or_what_is_wrong_with_it()
    {
        await using var site = await WithAnaAsync();
        using var rosa = await Rosa.SignInAsync(site);
        foreach (var (slug, query, told) in new[] { ("speech", "(decoders", "at character"),
            ("speech", "title:decoders", "Lost by it"), ("new", "title:decoders", "would have found 1 paper") })
        {
            using var answer = await rosa.PressAsync($"/admin/topics/{slug}", "Preview", ("query", query));
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(told), $"{slug}: {query}");
        }

        Assert.That((await rosa.SendAsync(HttpMethod.Get, "/admin/topics/no-such-topic")).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Markup_of_strangers_is_text()
    {
        await using var site = await WithAnaAsync();
        await site.Get<SuppressionStore>().AddAsync(Ana.Address, SuppressionReason.Bounce, "<script>alert(1)</script>");
        using var rosa = new Visitor(site.Address);
        using var signedIn = await rosa.PressAsync("/admin", "Sign in", ("name", "<b>Rosa"), ("secret", Rosa.Secret));
        foreach (var path in new[] { "/admin/suppressions", "/admin/audit", await ReaderAsync(site) })
        {
            using var answer = await rosa.SendAsync(HttpMethod.Get, path);
            Assert.That(await answer.Content.ReadAsStringAsync(),
                Does.Not.Contain("<script>alert").And.Not.Contain("<b>Rosa"), path);
            Assert.That(answer.Headers.CacheControl!.NoStore, Is.True, path);
        }
    }

    private static async Task<SiteFixture> WithAnaAsync()
    {
        var site = await Rosa.SiteAsync();
        await site.PapersAsync();
        (await Ana.JoinAsync(site)).Dispose();
        return site;
    }

    private static async Task<string> ReaderAsync(SiteFixture site) =>
        $"/admin/readers/{(await site.Get<SubscriberStore>().FindAsync(Ana.Address))!.Id}";

    private static async Task<string> AuditAsync(Visitor rosa) =>
        (await rosa.OpenAsync("/admin/audit")).QuerySelector("main")!.TextContent;
}
