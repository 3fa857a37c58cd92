using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using DigestMailer.Today;
using DigestMailer.Web.Admin;
using DigestMailer.Web.Hooks;

namespace DigestMailer.Tests.Web.Forms;

/// <summary>
/// A reader with several digests: on their own page, by one click, and nowhere by an internal address.
/// </summary>
internal sealed class SeveralDigestsTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task A_reader_adds_an_alert_renames_ends_and_removes_it()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var own = Welcome(site).To("preferences");
        var page = await ana.OpenAsync(own);
        var add = page.QuerySelectorAll("a").OfType<IHtmlAnchorElement>()
            .Single(link => link.TextContent == "Add a digest").GetAttribute("href")!;
        Assert.That(page.QuerySelector("#digests"), Is.Null, "one digest needs no list");
        var added = await ana.PressAsync(add, "Add a digest", ("name", "My alert"), ("every", "match"),
            ("queries", "memory"));
        Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await added.Content.ReadAsStringAsync(), Does.Contain("My alert").And.Contain("Your digests"));
        Assert.That(await site.OneAsync<int>("SELECT count(*) FROM consents WHERE source = 'preferences'"),
            Is.EqualTo(1));

        page = await ana.OpenAsync(own);
        Assert.That(page.QuerySelectorAll(".digests a").Select(link => link.TextContent),
            Is.EqualTo(new[] { "Digest", "My alert" }));
        var alert = page.QuerySelectorAll(".digests a")[1].GetAttribute("href")!;
        await ana.PressAsync(alert, "Save the name", ("name", "Memory"));
        Assert.That((await ana.OpenAsync(alert)).Body!.TextContent, Does.Contain("Memory"));
        Assert.That((await ana.PressAsync(add, "Add a digest", ("name", "MEMORY"))).StatusCode,
            Is.EqualTo(HttpStatusCode.BadRequest), "the name is taken");
        Assert.That((await ana.PressAsync(add, "Add a digest", ("name", " "))).StatusCode,
            Is.EqualTo(HttpStatusCode.BadRequest), "no name");

        var left = await ana.PressAsync(alert, "Unsubscribe");
        Assert.That(await left.Content.ReadAsStringAsync(), Does.Contain("You still get: Digest."));
        Assert.That(await StatesAsync(site), Is.EqualTo(new[] { "Confirmed", "Unsubscribed" }));
        await ana.PressAsync(alert, "Remove this digest");
        Assert.That(await StatesAsync(site), Is.EqualTo(new[] { "Confirmed" }));
    }

    [Test]
    public async Task The_link_of_one_reader_leads_to_no_digest_of_another()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var own = Welcome(site).To("preferences");
        var (wishes, _) = new WishesInput([], ["zebra"]).Check(site.Get<DigestMailer.Topics.TopicCatalogue>());
        await site.Get<SubscriberStore>()
            .EnrolAsync([new Enrolment("bo@readers.example", null, wishes!, true, "test", "test")]);
        var bo = (await site.Get<SubscriberStore>().FindAsync("bo@readers.example"))!.Id;
        Assert.That((await ana.OpenAsync($"{own}?digest={bo}")).Body!.TextContent,
            Does.Contain(Ana.Address).And.Not.Contain("zebra").And.Not.Contain("bo@"));
    }

    [Test]
    public async Task One_click_ends_the_digest_of_its_mail_and_its_page_offers_to_end_all()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await AddAsync(site, "My alert");
        var first = Welcome(site).To("unsubscribe");
        var page = await ana.OpenAsync(first);
        Assert.That(page.Body!.TextContent,
            Does.Contain("You still get: My alert.").And.Contain("Stop all my digests"));
        using (var provider = new HttpClient())
        {
            await provider.PostAsync(first,
                new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]));
        }

        Assert.That(await StatesAsync(site), Is.EqualTo(new[] { "Unsubscribed", "Confirmed" }));
        await site.DeliverAsync();
        var goodbye = site.Mails().Single(mail => mail.Subject!.Contains("has ended", StringComparison.Ordinal));
        Assert.That(goodbye.TextBody!.ReplaceLineEndings(" "), Does.Contain("You still get: My alert."));
        Assert.That(goodbye.To.ToString(), Is.EqualTo(Ana.Address));

        var left = await ana.PostAsync(first, new FormUrlEncodedContent([KeyValuePair.Create("all", "1")]));
        Assert.That(await left.Content.ReadAsStringAsync(), Does.Not.Contain("You still get"));
        Assert.That(await StatesAsync(site), Is.All.EqualTo("Unsubscribed"));
    }

    [Test]
    public async Task The_page_of_a_mail_ends_all_at_once()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await AddAsync(site, "My alert");
        await ana.PressAsync(Welcome(site).To("unsubscribe"), "Stop all my digests");
        Assert.That(await StatesAsync(site), Is.All.EqualTo("Unsubscribed"));
        await site.DeliverAsync();
        Assert.That(site.Mails().Count(mail => mail.Subject!.Contains("left", StringComparison.Ordinal)),
            Is.EqualTo(1), "one goodbye");
    }

    [Test]
    public async Task A_link_of_a_removed_digest_ends_nothing_by_itself_and_offers_to_end_all()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await AddAsync(site, "My alert");
        var digests = site.Get<ReaderDigests>();
        var alert = (await digests.ListAsync(1))[1];
        var link = $"/unsubscribe/{site.Get<SignedLinks>().Sign(LinkPurpose.Unsubscribe, alert.Id)}";
        await digests.RemoveAsync(alert, new Consent("link"));

        Assert.That((await ana.OpenAsync(link)).Body!.TextContent, Does.Contain("You still get: Digest."));
        var body = new Dictionary<string, string> { ["List-Unsubscribe"] = "One-Click" };
        foreach (var post in new[] { body, new() { ["instead"] = "week" }, [] })
        {
            var done = await ana.PostAsync(link, new FormUrlEncodedContent(post));
            Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await done.Content.ReadAsStringAsync(), Does.Contain("You still get: Digest."));
        }

        Assert.That(await StatesAsync(site), Is.EqualTo(new[] { "Confirmed" }));
        Assert.That(await site.OneAsync<string>("SELECT every FROM subscriptions"), Is.EqualTo("Day"));
        await ana.PressAsync(link, "Stop all my digests");
        Assert.That(await StatesAsync(site), Is.EqualTo(new[] { "Unsubscribed" }));
    }

    [Test]
    public async Task A_webhook_names_the_reader_and_the_digest()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await AddAsync(site, "My alert");
        var alert = (await site.Get<ReaderDigests>().ListAsync(1))[1];
        var body = HookMessage.Body(new() { Kind = "subscriber.left", SubscriberId = alert.Id }, alert);
        Assert.That(body, Does.Contain("\"subscriber\":1,").And.Contain(Ana.Address).And.Contain("My alert"));
    }

    [Test]
    public async Task No_list_shows_the_key_that_stands_for_the_address_of_a_further_digest()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        await AddAsync(site, "My alert");
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        await site.DeliverAsync();
        var search = site.Get<ReaderSearch>();
        var shown = JsonSerializer.Serialize(new object[]
        {
            await search.NewestAsync(CancellationToken.None),
            await search.FindAsync("digest", CancellationToken.None),
            await site.Get<OutboxDesk>().ListAsync([], null, 100, CancellationToken.None),
            await site.Get<OutboxDesk>().ListAsync([], Ana.Address, 100, CancellationToken.None),
            await site.Get<SubscriberStore>().PageAsync(0, 100, null),
            await site.Get<ReaderMail>().ReadAsync(1, null, 100, CancellationToken.None),
        });
        Assert.That(shown, Does.Contain(Ana.Address).And.Not.Contain("digest.invalid"));
        Assert.That(await search.NewestAsync(CancellationToken.None), Has.Count.EqualTo(1));
        Assert.That(await site.Get<SubscriberStore>().PageAsync(0, 100, null), Has.Count.EqualTo(1));
        await site.Get<MailFigures>().CountAsync();
        Assert.That(await site.ReadAsync<string>("SELECT name FROM mail_figures WHERE part = 'domain'"),
            Is.All.EqualTo("readers.example"));
    }

    private static MimeKit.MimeMessage Welcome(SiteFixture site) =>
        site.Mails().First(one => one.Headers.Contains("List-Unsubscribe"));

    private static async Task AddAsync(SiteFixture site, string name)
    {
        var (wishes, _) = new WishesInput([], ["memory"]) { ["every"] = "match" }
            .Check(site.Get<DigestMailer.Topics.TopicCatalogue>());
        var end = await site.Get<SubscriberStore>()
            .EnrolAsync([new Enrolment(Ana.Address, null, wishes!, true, "test", "test") { Digest = name }]);
        Assert.That(end, Is.EqualTo(new[] { Enrolled.Added }));
    }

    private static Task<List<string>> StatesAsync(SiteFixture site) =>
        site.ReadAsync<string>("SELECT state FROM subscriptions ORDER BY subscriber_id");
}
