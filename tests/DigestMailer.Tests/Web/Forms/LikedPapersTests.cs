using System.Net;
using System.Text;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Topics.Meaning;

namespace DigestMailer.Tests.Web.Forms;

/// <summary>"Papers you liked", from the reader's own page to their digest, their export and their end.</summary>
internal sealed class LikedPapersTests
{
    private const string Own = "Shallow pools of unheard whales";
    private const string Prose = "machines that listen to whales under ice";

    [Test]
    public async Task Pasted_papers_are_shown_kept_once_and_forgotten_by_one_button()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var page = site.Mails().Single(one => one.Headers.Contains("List-Unsubscribe")).To("preferences");
        var title = await site.OneAsync<string>("SELECT title FROM papers ORDER BY id LIMIT 1");
        var answer = await ana.PressAsync(page, "Add these papers", ("liked", $"{title}\n{title}\n{Own}"));
        var shown = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown, Does.Contain(title).And.Contain(Own.ToLowerInvariant()));
            Assert.That((await TopicsAsync(site)).More, Has.Count.EqualTo(2));
        }

        await ana.PressAsync(page, "Save", ("max", "5"));
        Assert.That((await TopicsAsync(site)).More, Has.Count.EqualTo(2), "other wishes leave them as they are");
        await ana.PressAsync(page, "Forget them all");
        Assert.That((await TopicsAsync(site)).More, Is.Empty);
    }

    [Test]
    public async Task Each_mark_is_listed_with_a_button_that_takes_it_back()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var mail = site.Mails().Single(one => one.Headers.Contains("List-Unsubscribe"));
        var page = mail.To("preferences");
        await ana.PressAsync(page, "Add these papers", ("liked", Own));
        await ana.PressAsync(mail.To("feedback"), "Less like this");
        var shown = await ana.OpenAsync(page);
        Assert.That(shown.QuerySelectorAll(".marked a").Select(link => link.GetAttribute("href")),
            Has.One.Contains("/papers/"), "the one that a source lists");
        Assert.That(shown.QuerySelectorAll("button[name=unmark]"), Has.Length.EqualTo(2));
        await ana.PressAsync(page, "Undo");
        Assert.That((await TopicsAsync(site)).More, Is.Empty);
        await ana.PressAsync(page, "Undo");
        Assert.That((await TopicsAsync(site)).Less, Is.Empty);
        Assert.That((await ana.OpenAsync(page)).QuerySelectorAll("button[name=unmark]"), Is.Empty);
    }

    [Test]
    public async Task Likes_and_prose_are_in_the_export_and_in_no_file_and_no_log_after_the_person_is_erased()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        var page = site.Mails().Single(one => one.Headers.Contains("List-Unsubscribe")).To("preferences");
        await ana.PressAsync(page, "Save", ("queries", $"about:\"{Prose}\""), ("max", "5"));
        await ana.PressAsync(page, "Add these papers", ("liked", Own));
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        string[] texts = [Prose, Own.ToLowerInvariant()];
        var export = await (await ana.SendAsync(HttpMethod.Get, page + "/export")).Content.ReadAsStringAsync();
        Assert.That(texts.All(export.Contains), Is.True, export);
        Assert.That(await HoldersAsync(site, texts), Is.Not.Empty);

        await ana.PressAsync(page + "/erase", "Erase everything about me");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await HoldersAsync(site, texts), Is.Empty);
            Assert.That(site.Log.Where(line => texts.Any(line.Contains)), Is.Empty);
        }
    }

    [Test]
    public async Task A_topic_that_another_reader_follows_stays_when_one_is_erased()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        using var bo = new Visitor(site.Address);
        await bo.PressAsync("/subscribe", "Subscribe", ("email", "bo@readers.example"), ("every", "day"));
        await site.DeliverAsync();
        var confirm = site.Mails().Single(mail => mail.To.Mailboxes.Single().Address == "bo@readers.example");
        await bo.PressAsync(confirm.To("confirm"), "Confirm my digest");
        await site.DeliverAsync();
        var mine = site.Mails().Single(mail => mail.Headers.Contains("List-Unsubscribe")
            && mail.To.Mailboxes.Single().Address == Ana.Address);
        await ana.PressAsync(mine.To("preferences") + "/erase", "Erase everything about me");
        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        Assert.That(site.Mails().Count(mail => mail.Headers.Contains("List-Unsubscribe")), Is.EqualTo(2));
    }

    [Test]
    public async Task A_table_that_is_missing_is_said_on_the_status_page_and_the_digest_leaves()
    {
        await using var site = await SiteFixture.StartAsync(null, "--Meaning:Table=nowhere.table");
        await site.PapersAsync();
        using var ana = await Ana.JoinAsync(site);
        Assert.That(site.Mails().Count(mail => mail.Headers.Contains("List-Unsubscribe")), Is.EqualTo(1));
        var status = await (await ana.SendAsync(HttpMethod.Get, "/status")).Content.ReadAsStringAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status, Does.Contain("by words alone"));
            Assert.That(site.Get<MeaningSource>().Fault, Does.Contain("missing").And.Not.Contain("\n"));
        }
    }

    [Test]
    public async Task Words_that_no_paper_has_side_by_side_bring_what_is_near_in_meaning()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(40);
        using var ana = new Visitor(site.Address);
        var page = await (await ana.SendAsync(HttpMethod.Get,
            "/search?q=" + Uri.EscapeDataString("systems that remember long conversations"))).Content
            .ReadAsStringAsync();
        Assert.That(page, Does.Contain("These are nearest by their meaning").And.Contain("By meaning")
            .And.Contain("about%3A%22systems"));
    }

    private static async Task<TopicSet> TopicsAsync(SiteFixture site) =>
        (await site.Get<SubscriberStore>().FindAsync(Ana.Address))!.Wishes.Topics;

    /// <summary>Rows and files that hold one of the texts.</summary>
    private static async Task<List<string>> HoldersAsync(SiteFixture site, string[] texts) =>
    [
        .. (await site.EverythingAsync()).Where(row => texts.Any(row.Contains)),
        .. site.Files().Where(file => texts.Any(text =>
            file.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)).Select(file => file.Name),
    ];
}
