using System.Net;
using DigestMailer.Papers.Merging;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Web;

/// <summary>"More like this" and "less like this", from the link in the mail to the order of the next digest.</summary>
internal sealed class FeedbackTests
{
    private const string Reader = "ana@readers.example";
    private const string Other = "bo@readers.example";
    private static readonly string[] Opened = ["GET", "HEAD"];

    [Test]
    public async Task The_link_of_a_card_asks_and_its_button_shifts_the_order_of_the_next_digest()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        await EnrolAsync(site, Reader, Other);
        await site.DeliverAsync();
        using var ana = new Visitor(site.Address);
        var last = (await RanksAsync(site, Reader))[^1];
        var link =
            FeedbackOf(site, await site.OneAsync<long>("SELECT id FROM papers WHERE title = @last", new { last }));
        var before = await site.EverythingAsync();
        foreach (var method in Enumerable.Repeat(Opened, 10).SelectMany(pair => pair))
        {
            Assert.That((await ana.SendAsync(new HttpMethod(method), link)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        Assert.That(await site.EverythingAsync(), Is.EqualTo(before), "opening changes nothing");
        await ana.PressAsync(link, "More like this");
        var once = await site.EverythingAsync();
        await ana.PressAsync(link, "More like this");
        Assert.That(await site.EverythingAsync(), Is.EqualTo(once), "twice is as once");
        Assert.That((await TopicsAsync(site)).More.Single(),
            Is.EqualTo(await site.OneAsync<string>("SELECT key FROM papers WHERE title = @last", new { last })));

        site.Clock.Advance(TimeSpan.FromDays(1));
        await site.PapersAsync();
        await site.DeliverAsync();
        var (hers, others) = (await RanksAsync(site, Reader), await RanksAsync(site, Other));
        await TestContext.Out
            .WriteLineAsync(
                $"{last}: place {Place(hers, last) + 1} for who wants more, place {Place(others, last) + 1} for the "
                    + $"other");
        Assert.That(Place(hers, last), Is.LessThan(Place(others, last)));
    }

    [Test]
    public async Task Less_replaces_more_and_saving_preferences_or_enrolling_again_keeps_it_until_it_is_taken_back()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        await EnrolAsync(site, Reader);
        await site.DeliverAsync();
        using var ana = new Visitor(site.Address);
        var paper = await site.OneAsync<long>("SELECT min(id) FROM papers");
        var key = await site.OneAsync<string>("SELECT key FROM papers WHERE id = @paper", new { paper });
        await ana.PressAsync(FeedbackOf(site, paper), "More like this");
        await ana.PressAsync(FeedbackOf(site, paper), "Less like this");
        var mail = site.Mails().Single();
        await ana.PressAsync(mail.To("preferences"), "Save", ("queries", "audio"), ("max", "5"));
        var topics = await TopicsAsync(site);
        Assert.That((topics.Queries.Single(), topics.More.Count, topics.Less.Single()), Is.EqualTo(("audio", 0, key)));
        await EnrolAsync(site, Reader);
        Assert.That((await TopicsAsync(site)).Less, Is.EqualTo(new[] { key }));
        Assert.That(
            await (await ana.SendAsync(HttpMethod.Get, mail.To("preferences") + "/export")).Content.ReadAsStringAsync(),
            Does.Contain(key), "it is part of what is kept of them");
        await ana.PressAsync(FeedbackOf(site, paper), "Undo");
        Assert.That((await TopicsAsync(site)).Less, Is.Empty);
    }

    [Test]
    public async Task A_card_of_an_old_mail_finds_its_paper_after_it_was_united_with_another()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        await EnrolAsync(site, Reader);
        await site.DeliverAsync();
        using var ana = new Visitor(site.Address);
        var (first, second) = (await site.OneAsync<long>("SELECT min(id) FROM papers"),
            await site.OneAsync<long>("SELECT max(id) FROM papers"));
        await site.Get<Database>().WriteAsync(async transaction =>
        {
            var rows = new PaperRows(transaction, site.Get<Database>().Dialect, site.Get<IEnumerable<IPaperUnion>>());
            await rows.UniteAsync(first, second);
            return 0;
        });
        await ana.PressAsync(FeedbackOf(site, first).Replace($"={first}", $"={second}", StringComparison.Ordinal),
            "More like this");
        Assert.That((await TopicsAsync(site)).More.Single(),
            Is.EqualTo(await site.OneAsync<string>("SELECT key FROM papers WHERE id = @first", new { first })));
    }

    [Test]
    public async Task A_link_that_is_not_good_for_this_gets_the_polite_page_and_changes_nothing()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        await EnrolAsync(site, Reader);
        using var ana = new Visitor(site.Address);
        var id = await site.OneAsync<long>("SELECT id FROM subscribers");
        var paper = await site.OneAsync<long>("SELECT min(id) FROM papers");
        var (good, foreign) =
            (site.Get<SignedLinks>().Sign(LinkPurpose.Feedback, id),
                site.Get<SignedLinks>().Sign(LinkPurpose.View, id));
        var before = await site.EverythingAsync();
        foreach (var path in new[] { $"{good}x?paper={paper}", $"{good[..^1]}?paper={paper}",
            $"{foreign}?paper={paper}", $"{good}?paper=999999", $"{good}?paper=x", good })
        {
            using var body = new FormUrlEncodedContent([KeyValuePair.Create("wish", "more")]);
            foreach (var answer in new[] { await ana.SendAsync(HttpMethod.Get, "/feedback/" + path),
                await ana.PostAsync("/feedback/" + path, body) })
            {
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), path);
                Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("This link does not work any more"),
                    path);
            }
        }

        Assert.That(await site.EverythingAsync(), Is.EqualTo(before));
    }

    [Test]
    public void A_list_keeps_the_fifty_papers_that_are_newest_by_key()
    {
        var topics =
            Enumerable.Range(0, 60)
                .Aggregate(TopicSet.Create([], []),
                    (set, number) => set.Judging($"arxiv:2508.{number:00000}", more: true));
        Assert.That((topics.More.Count, topics.More[0], topics.More[^1]),
            Is.EqualTo((50, "arxiv:2508.00010", "arxiv:2508.00059")));
        Assert.That(topics.Judging("arxiv:2401.00001", more: true).More,
            Does.Contain("arxiv:2401.00001").And.Count.EqualTo(50), "what was said last stays");
    }

    private static Task<IReadOnlyList<Enrolled>> EnrolAsync(SiteFixture site, params string[] people)
    {
        var wishes =
            new Wishes
            {
                Topics = TopicSet.Create([], []),
                Rhythm = new Rhythm(Every.Day, DayOfWeek.Monday, new TimeOnly(7, 0), TimeZoneInfo.Utc)
            };
        return site.Get<SubscriberStore>()
            .EnrolAsync([.. people.Select(email => new Enrolment(email, null, wishes, Confirmed: true, "test", null))]);
    }

    private static string FeedbackOf(SiteFixture site, long paper) =>
        site.Mails().Where(mail => mail.To.Mailboxes.Single().Address == Reader).SelectMany(mail => mail.All())
            .First(link =>
                link.Contains("/feedback/", StringComparison.Ordinal)
                    && link.EndsWith($"?paper={paper}", StringComparison.Ordinal));

    private static async Task<TopicSet> TopicsAsync(SiteFixture site) =>
        (await site.Get<SubscriberStore>().FindAsync(Reader))!.Wishes.Topics;

    /// <summary>The titles of a reader's newest mail in its order.</summary>
    private static async Task<List<string>> RanksAsync(SiteFixture site, string reader)
    {
        var text =
            string.Join(' ',
                site.Mails().Where(mail => mail.To.Mailboxes.Single().Address == reader)
                    .MaxBy(mail => mail.Date)!.TextBody!.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return (await site.ReadAsync<string>("SELECT title FROM papers"))
            .Select(title => (title, place: text.LastIndexOf(title, StringComparison.Ordinal)))
            .Where(found => found.place >= 0).GroupBy(found => found.place).OrderBy(found => found.Key)
            .Select(found => found.MaxBy(one => one.title.Length).title).ToList();
    }

    private static int Place(List<string> titles, string title) =>
        titles.FindIndex(one => one.StartsWith(title + ": ", StringComparison.Ordinal));
}
