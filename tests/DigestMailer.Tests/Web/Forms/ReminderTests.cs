using System.Net;
using DigestMailer.Planning;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using MimeKit;

namespace DigestMailer.Tests.Web.Forms;

/// <summary>The weekly reminder of saved papers, from its button to the click that ends it.</summary>
internal sealed class ReminderTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task A_reader_who_asks_for_it_is_reminded_each_week_while_papers_are_on_the_list()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var (list, titles) = await SaveAsync(site, ana, 2);
        await ana.PressAsync(list, "Remind me of them each week");
        Assert.That((await ana.OpenAsync(list)).Body!.TextContent, Does.Contain("You get a mail each week"));
        await AfterAsync(site, TimeSpan.FromDays(6));
        Assert.That(Reminders(site), Is.Empty, "the first comes in a week");

        await AfterAsync(site, TimeSpan.FromDays(1));
        await AfterAsync(site, TimeSpan.Zero);
        var mail = Reminders(site).Single();
        Assert.That(mail.Subject, Is.EqualTo("2 papers you saved at Paper Morning"));
        Assert.That(mail.TextBody, Does.Contain(titles[0][..30]).And.Contain(titles[1][..30]).And.Contain(list));
        Assert.That(mail.HtmlBody, Does.Contain("Open my saved papers"));

        await AfterAsync(site, TimeSpan.FromDays(7));
        Assert.That(Reminders(site), Has.Count.EqualTo(2));
        await ana.PressAsync(list, "Remove");
        await ana.PressAsync(list, "Remove");
        await AfterAsync(site, TimeSpan.FromDays(7));
        Assert.That(Reminders(site), Has.Count.EqualTo(2), "the list is empty");
    }

    [Test]
    public async Task Weeks_without_the_service_are_not_made_up_for()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var (list, _) = await SaveAsync(site, ana, 1);
        await ana.PressAsync(list, "Remind me of them each week");
        var asked = await site.OneAsync<DateTimeOffset>("SELECT next_at FROM saved_reminders");
        await AfterAsync(site, TimeSpan.FromDays(30));
        Assert.That(Reminders(site), Has.Count.EqualTo(1));
        var next = await site.OneAsync<DateTimeOffset>("SELECT next_at FROM saved_reminders");
        Assert.That(next - asked, Is.EqualTo(TimeSpan.FromDays(28)));
    }

    [TestCase("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")]
    [TestCase("{", "application/json")]
    [TestCase("", null)]
    public async Task One_click_ends_the_reminders_and_nothing_else(string body, string? type)
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var (list, _) = await SaveAsync(site, ana, 1);
        await ana.PressAsync(list, "Remind me of them each week");
        await AfterAsync(site, TimeSpan.FromDays(7));
        var mail = Reminders(site).Single();
        Assert.That(mail.Headers["List-Unsubscribe-Post"], Is.EqualTo("List-Unsubscribe=One-Click"));
        var link = mail.Headers["List-Unsubscribe"]!.Trim('<', '>')[site.Address.Length..];
        Assert.That((await ana.SendAsync(HttpMethod.Get, link)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM saved_reminders"), Is.EqualTo(1),
            "opening changes nothing");

        using var content = new StringContent(body);
        content.Headers.ContentType = type is null ? null : new(type);
        Assert.That((await ana.PostAsync(link, content)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await AfterAsync(site, TimeSpan.FromDays(7));
        Assert.That(Reminders(site), Has.Count.EqualTo(1));
        Assert.That(await site.OneAsync<string>("SELECT state FROM subscriptions"), Is.EqualTo("Confirmed"));
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM saved_papers"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_reader_who_has_left_is_not_reminded()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var (list, _) = await SaveAsync(site, ana, 1);
        await ana.PressAsync(list, "Remind me of them each week");
        site.Clock.Advance(TimeSpan.FromDays(7));
        await site.Get<Planner>().PlanAsync();
        var reader = await site.OneAsync<long>("SELECT id FROM subscribers");
        await site.Get<Database>().WriteAsync(transaction =>
            site.Get<SubscriptionLife>().LeaveAsync(transaction, reader, new Consent("test", null, null)));
        await site.DeliverAsync();
        await AfterAsync(site, TimeSpan.FromDays(7));
        Assert.That(Reminders(site), Is.Empty, "neither by the mail that was open nor by a new one");
    }

    [Test]
    public async Task The_record_of_a_person_says_when_and_erasing_forgets_it()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var own = site.Mails().Single(mail => mail.Headers.Contains("List-Unsubscribe")).To("preferences");
        Assert.That(await RecordAsync(), Does.Not.Contain("saved_reminder"));
        var (list, _) = await SaveAsync(site, ana, 1);
        await ana.PressAsync(list, "Remind me of them each week");
        var next = await site.OneAsync<DateTimeOffset>("SELECT next_at FROM saved_reminders");
        Assert.That(await RecordAsync(), Does.Contain($"\"saved_reminder\": \"{next:yyyy-MM-ddTHH:mm}"));
        await ana.PressAsync(own + "/erase", "Erase everything about me");
        Assert.That(await site.OneAsync<long>("SELECT count(*) FROM saved_reminders"), Is.Zero);

        async Task<string> RecordAsync() =>
            await (await ana.SendAsync(HttpMethod.Get, own + "/export")).Content.ReadAsStringAsync();
    }

    private static async Task AfterAsync(SiteFixture site, TimeSpan time)
    {
        site.Clock.Advance(time);
        await site.DeliverAsync();
    }

    private static List<MimeMessage> Reminders(SiteFixture site) =>
        [.. site.Mails().Where(mail => mail.Subject!.Contains("you saved", StringComparison.Ordinal))];

    /// <summary>The address of the list, as it is without the site's, and the titles of the papers on it.</summary>
    private static async Task<(string List, string[] Titles)> SaveAsync(SiteFixture site, Visitor reader, int papers)
    {
        var links = site.Get<SignedLinks>();
        var id = await site.OneAsync<long>("SELECT id FROM subscribers");
        var rows = (await site.ReadAsync<(long Id, string Title)>("SELECT id, title FROM papers ORDER BY id"))
            .Take(papers).ToList();
        foreach (var row in rows)
        {
            await reader.PressAsync($"/feedback/{links.Sign(LinkPurpose.Feedback, id)}?paper={row.Id}",
                "Save for later");
        }

        return ($"/saved/{links.Sign(LinkPurpose.Saved, id)}", [.. rows.Select(row => row.Title)]);
    }
}
