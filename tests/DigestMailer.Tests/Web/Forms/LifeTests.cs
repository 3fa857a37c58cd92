using System.Net;
using DigestMailer.Subscribers;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Web.Forms;

/// <summary>The life of a subscription through the pages: asked for, confirmed, changed, paused.</summary>
internal sealed class LifeTests
{
    private readonly SharedSites sites = new();

    [OneTimeTearDown]
    public async Task StopAsync() => await sites.DisposeAsync();

    private const string Reader = Ana.Address;

    [Test]
    public async Task A_request_is_confirmed_by_its_letter_and_welcomed_with_the_latest_papers()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = new Visitor(site.Address);
        var answer =
            await ana.PressAsync("/subscribe", "Subscribe", ("email", Reader), ("topic", "speech"),
                ("zone", "Europe/Lisbon"), ("max", "5"));
        Assert.That(answer.Headers.Location?.ToString(), Is.EqualTo("/subscribe/sent"));
        Assert.That((await site.DeliverAsync()).Accepted, Is.EqualTo(1));
        Assert.That(await Ana.StateAsync(site), Is.EqualTo("Pending"));
        var letter = site.Mails().Single();
        Assert.That(letter.Subject, Does.Contain("confirm"));
        Assert.That(letter.Headers.Contains("List-Unsubscribe-Post"), Is.False, "nobody is on the list yet");

        var confirmed = await ana.PressAsync(letter.To("confirm"), "Confirm my digest");
        Assert.That(confirmed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await Ana.StateAsync(site), Is.EqualTo("Confirmed"));
        await site.DeliverAsync();
        var welcome = site.Mails().Single(mail => mail.Headers.Contains("List-Unsubscribe"));
        Assert.That(welcome.TextBody, Does.Contain("Small Talk Is Enough"));
        Assert.That(await site.ReadAsync<string>("SELECT kind FROM outbox ORDER BY id"),
            Is.EqualTo(new[] { "Confirm", "Welcome" }));
        var consents =
            await site.ReadAsync<string>("SELECT state || ' ' || source || ' ' || network FROM consents ORDER BY id");
        Assert.That(consents, Is.EqualTo(new[] { "Pending form 127.0.0.0/24", "Confirmed form 127.0.0.0/24" }));
        Assert.That(await site.OneAsync<string>("SELECT wording FROM consents WHERE state = 'Confirmed'"),
            Does.Contain("digest of research papers"));

        Assert.That((await site.DeliverAsync()).Accepted, Is.Zero, "the same papers do not come twice");
        Assert.That((await ana.OpenAsync(letter.To("confirm"))).Body!.TextContent, Does.Contain("You are subscribed"));
    }

    [Test]
    public async Task Two_hundred_requests_for_one_address_send_one_letter_a_day()
    {
        await using var site = await SiteFixture.StartAsync(null, "--Web:SignupsPerNetwork=1000");
        using var many = new Visitor(site.Address);
        for (var i = 0; i < 200; i++)
        {
            var answer =
                await many.PressAsync("/subscribe", "Subscribe",
                    ("email", i % 2 == 0 ? Reader : Reader.ToUpperInvariant()));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        }

        await site.DeliverAsync();
        Assert.That(site.Mails(), Has.Count.EqualTo(1));
        site.Clock.Advance(TimeSpan.FromHours(25));
        await many.PressAsync("/subscribe", "Subscribe", ("email", "bo@readers.example"));
        await site.DeliverAsync();
        Assert.That(site.Mails(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task One_network_may_ask_only_so_often()
    {
        await using var site = await SiteFixture.StartAsync(null, "--Web:SignupsPerNetwork=3");
        using var visitor = new Visitor(site.Address);
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            statuses.Add(
                (await visitor.PressAsync("/subscribe", "Subscribe",
                    ("email", $"reader{i}@readers.example"))).StatusCode);
        }

        Assert.That(statuses,
            Is.EqualTo(
                new[] { HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther,
                    HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests }));
    }

    [Test]
    public async Task The_answer_is_the_same_whether_an_address_is_known_or_not()
    {
        await using var site = await SiteFixture.StartAsync();
        await Ana.JoinAsync(site);
        await site.Get<SuppressionStore>().AddAsync("gone@readers.example", SuppressionReason.Operator, null);
        await site.Get<SubscriberStore>()
            .EnrolAsync(
                [new Enrolment("pending@readers.example", null,
                    (await site.Get<SubscriberStore>().FindAsync(Reader))!.Wishes, Confirmed: false, "form", null)]);
        using var stranger = new Visitor(site.Address);
        var answers = new List<string>();
        foreach (var address in new[] { Reader, "new@readers.example", "gone@readers.example",
            "pending@readers.example" })
        {
            var answer = await stranger.PressAsync("/subscribe", "Subscribe", ("email", address), ("max", "40"));
            var headers = answer.Headers.Where(header => header.Key != "Date")
                .Select(header => $"{header.Key}={string.Join(',', header.Value)}");
            answers.Add($"{answer.StatusCode} {answer.Headers.Location} {string.Join(';', headers)} " +
                await answer.Content.ReadAsStringAsync());
        }

        Assert.That(answers.Distinct(), Has.Exactly(1).Items);
        await site.DeliverAsync();
        Assert.That(site.Mails().Count(mail => mail.To.Mailboxes.Single().Address == "new@readers.example"),
            Is.EqualTo(1));
        Assert.That(site.Mails().Any(mail => mail.To.Mailboxes.Single().Address == "gone@readers.example"), Is.False);
        Assert.That(
            await site.OneAsync<int>(
                "SELECT max_papers FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber_id " +
                    "WHERE email = @Reader",
                new { Reader }), Is.EqualTo(10), "a stranger changes nothing");
        Assert.That(await site.OneAsync<int>("SELECT count(*) FROM signups"), Is.Zero);
    }

    [Test]
    public async Task A_machine_that_fills_in_the_hidden_field_or_is_too_quick_gets_nothing_sent()
    {
        await using var site = await SiteFixture.StartAsync(null, "--Web:FillInTime=00:00:02");
        using var machine = new Visitor(site.Address);
        Assert.That((await machine.PressAsync("/subscribe", "Subscribe", ("email", Reader))).StatusCode,
            Is.EqualTo(HttpStatusCode.BadRequest), "too quick");
        Assert.That(
            (await machine.PostAsync("/subscribe",
                new FormUrlEncodedContent([KeyValuePair.Create("email", Reader)]))).StatusCode,
                Is.EqualTo(HttpStatusCode.BadRequest), "without the page");
        await using var slow = await SiteFixture.StartAsync();
        using var trapped = new Visitor(slow.Address);
        Assert.That(
            (await trapped.PressAsync("/subscribe", "Subscribe", ("email", Reader),
                ("website", "https://spam.example"))).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther),
                "who fills it in is not told");
        await slow.DeliverAsync();
        Assert.That(slow.Mails(), Is.Empty);
    }

    [TestCase("not an address")]
    [TestCase("a@b")]
    [TestCase("a@b.c>\r\nBcc: x@y.example")]
    public async Task A_wrong_address_is_reported_and_the_choices_stay(string address)
    {
        var site = await sites.EmptyAsync();
        using var visitor = new Visitor(site.Address);
        var answer =
            await visitor.PressAsync("/subscribe", "Subscribe", ("email", address), ("queries", "title:codec"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(),
            Does.Contain("is not a valid email address").And.Contain("title:codec"));
    }

    [Test]
    public async Task The_preview_says_what_a_choice_would_have_brought()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(days: 14);
        using var visitor = new Visitor(site.Address);
        var page =
            await (await visitor.PressAsync("/subscribe", "Preview", ("queries", "tidepool"), ("email", ""))).Content
                .ReadAsStringAsync();
        Assert.That(page, Does.Contain("About 7 papers a week").And.Contain("Tidepool: Sparse Memory"));
        Assert.That(page, Does.Contain("in the last 7 days"));
        var alert = await (await visitor.PressAsync("/subscribe", "Preview", ("queries", "tidepool"), ("email", ""),
            ("every", "match"))).Content.ReadAsStringAsync();
        Assert.That(alert, Does.Contain("in the last 31 days"));
        var part =
            await (await visitor.PostAsync("/subscribe/forecast",
                new FormUrlEncodedContent([KeyValuePair.Create("queries", "(")]))).Content.ReadAsStringAsync();
        Assert.That(part, Does.Contain("at character"));
    }

    [Test]
    public async Task Preferences_change_the_next_digest_and_a_pause_holds_it_back()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var mail = site.Mails().Single(one => one.Headers.Contains("List-Unsubscribe"));
        var page =
            await ana.PressAsync(mail.To("preferences"), "Save", ("topic", null), ("queries", "title:lanternfish"),
                ("every", "day"), ("max", "3"), ("format", "text"));
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("Saved"));
        site.Clock.Advance(TimeSpan.FromDays(1));
        await ana.PressAsync(mail.To("preferences"), "Pause", ("until", "2026-11-27"));
        await site.PapersAsync();
        Assert.That((await site.DeliverAsync()).Accepted, Is.Zero, "paused");
        Assert.That((await ana.OpenAsync(mail.To("preferences"))).Body!.TextContent,
            Does.Contain("Paused until 27 November 2026"));
        site.Clock.Advance(TimeSpan.FromDays(3));
        await site.PapersAsync();
        await site.DeliverAsync();
        var next = site.Mails().MaxBy(one => one.Date)!;
        Assert.That(next.HtmlBody, Is.Null, "plain text was asked for");
        Assert.That(next.TextBody, Does.Contain("Lanternfish").And.Not.Contain("Small Talk"));
    }

    [Test]
    public async Task A_new_hour_brings_no_second_mail_on_the_day_that_had_one()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        var wishes =
            new Wishes
            {
                Topics = TopicSet.Create([], []),
                Rhythm = new Rhythm(Every.Day, DayOfWeek.Monday, new TimeOnly(7, 0), TimeZoneInfo.Utc)
            };
        await site.Get<SubscriberStore>()
            .EnrolAsync([new Enrolment(Reader, null, wishes, Confirmed: true, "test", null)]);
        Assert.That((await site.DeliverAsync()).Accepted, Is.EqualTo(1));
        using var ana = new Visitor(site.Address);
        site.Clock.SetUtcNow(SiteFixture.Now.AddHours(3));
        await ana.PressAsync(site.Mails().Single().To("preferences"), "Save", ("at", "18:00"));
        site.Clock.SetUtcNow(SiteFixture.Now.AddHours(10));
        await site.PapersAsync(count: 20);
        Assert.That((await site.DeliverAsync()).Accepted, Is.Zero, "papers are there, but today was served at seven");
        site.Clock.SetUtcNow(SiteFixture.Now.AddDays(1).AddHours(8));
        Assert.That((await site.DeliverAsync()).Accepted, Is.Zero, "not at seven any more");
        site.Clock.SetUtcNow(SiteFixture.Now.AddDays(1).AddHours(9));
        Assert.That((await site.DeliverAsync()).Accepted, Is.EqualTo(1));
    }

    [Test]
    public async Task A_request_that_nobody_confirms_is_forgotten_after_a_week()
    {
        await using var site = await SiteFixture.StartAsync();
        using var visitor = new Visitor(site.Address);
        await visitor.PressAsync("/subscribe", "Subscribe", ("email", Reader));
        await site.DeliverAsync();
        var link = site.Mails().Single().To("confirm");
        site.Clock.Advance(TimeSpan.FromDays(6.9));
        Assert.That(await site.Get<SubscriptionLife>().PurgeAsync(), Is.Zero);
        site.Clock.Advance(TimeSpan.FromDays(0.2));
        Assert.That((await visitor.SendAsync(HttpMethod.Get, link)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound),
            "the link has ended");
        Assert.That(await site.Get<SubscriptionLife>().PurgeAsync(), Is.EqualTo(1));
        Assert.That(await site.OneAsync<int>("SELECT count(*) FROM subscribers"), Is.Zero);
    }

    [Test]
    public async Task A_mail_can_be_read_in_the_browser_by_who_got_it()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var (id, digest) =
            (await site.OneAsync<long>("SELECT id FROM subscribers"),
                await site.OneAsync<long>("SELECT id FROM digests"));
        var link = $"/view/{site.Get<SignedLinks>().Sign(LinkPurpose.View, id)}/";
        var answer = await ana.SendAsync(HttpMethod.Get, link + digest);
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Tidepool: Sparse Memory"));
        Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(),
            Does.StartWith("default-src 'none'").And.Not.Contain("script"));
        var cited = await ana.SendAsync(HttpMethod.Get, $"{link}{digest}.bib");
        Assert.That(await cited.Content.ReadAsStringAsync(),
            Does.StartWith("@misc{").And.Contain("Tidepool: Sparse Memory"));
        Assert.That(cited.Headers.CacheControl?.NoStore, Is.True);
        Assert.That((await ana.SendAsync(HttpMethod.Get, $"{link}{digest + 1}.ris")).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound), "another's digest");
        Assert.That((await ana.SendAsync(HttpMethod.Get, link + (digest + 1))).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound), "another's digest");
    }
}
