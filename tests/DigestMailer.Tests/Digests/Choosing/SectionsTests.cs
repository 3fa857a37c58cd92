using DigestMailer.Digests.Choosing;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;

namespace DigestMailer.Tests.Digests.Choosing;

/// <summary>How many papers fit each topic of a digest, as the plan counts them and the mail reads them.</summary>
internal sealed class SectionsTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task A_digest_of_two_queries_knows_how_many_papers_fit_each_and_where_they_are()
    {
        await using var box = await PlannedAsync("title:tide", "title:pool OR title:lake");
        var content = await ContentAsync(box);
        Assert.That(content.Sections, Is.EquivalentTo(new Dictionary<string, DigestSection>
        {
            ["title:tide"] = new(3, "search?q=title%3Atide"),
            ["title:pool OR title:lake"] = new(1, "search?q=title%3Apool%20OR%20title%3Alake"),
        }));
        Assert.That(content.Papers, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_digest_of_one_query_says_nothing_of_its_sections()
    {
        await using var box = await PlannedAsync("title:tide");
        Assert.That((await ContentAsync(box)).Sections, Is.Empty);
    }

    [Test]
    public async Task A_digest_of_the_version_before_is_still_rendered()
    {
        await using var box = await PlannedAsync("title:tide", "title:pool OR title:lake");
        await box.RunAsync("ALTER TABLE digests DROP COLUMN by_topic");
        await box.RunAsync("DELETE FROM schemaversions WHERE scriptname LIKE '%0117%'");
        box.Get<Database>().Migrate();
        var content = await ContentAsync(box);
        Assert.That(content.Sections, Is.Empty);
        Assert.That(Samples.Compose(content).Message.HtmlBody, Does.Contain("Tide 1").And.Not.Contain(" more</a>"));
    }

    /// <summary>Four papers for a reader who takes two of them.</summary>
    private static async Task<OutboxFixture> PlannedAsync(params string[] queries)
    {
        var box = new OutboxFixture();
        await box.SubscribersAsync(1);
        await box.Made.TopicSetAsync(3, queries);
        await box.RunAsync("UPDATE subscriptions SET topic_set_id = 3, max_papers = 2");
        foreach (var (title, index) in new[] { "Tide 1", "Tide 2", "Tide 3", "A pool" }.Select((t, i) => (t, i)))
        {
            await box.PaperAsync(index + 1, title);
        }

        await box.Planner.PlanAsync();
        return box;
    }

    private static async Task<DigestContent> ContentAsync(OutboxFixture box) =>
        await box.Get<DigestStore>().ContentAsync(await box.OneAsync<long>("SELECT max(id) FROM digests"),
            CancellationToken.None);
}
