using System.Net;
using AngleSharp.Dom;

namespace DigestMailer.Tests.Web.Pages;

/// <summary>How lists are ordered and filtered, and what survives a change of day.</summary>
internal sealed class OrderTests
{
    private readonly SharedSites sites = new();

    [OneTimeTearDown]
    public async Task StopAsync() => await sites.DisposeAsync();

    [TestCase("/?order=votes")]
    [TestCase("/editions/2026-11-24?order=votes")]
    [TestCase("/trending?days=7&order=votes")]
    public async Task A_list_can_be_ordered_by_votes(string path)
    {
        var site = await sites.WithPapersAsync(2);
        var votes = await site.ReadAsync<(string Title, int Votes)>("SELECT title, votes FROM papers");
        var listed = await TitlesAsync(site, path);
        Assert.That(listed.Select(title => votes.First(paper => paper.Title == title).Votes),
            Is.Ordered.Descending.And.Not.Empty);
    }

    [Test]
    public async Task A_list_can_be_ordered_by_time()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(days: 3);
        await site.RunAsync("UPDATE papers SET votes = id");
        var listed = await TitlesAsync(site, "/editions/2026-11?order=time");
        var seen = await site.ReadAsync<(string Title, DateTimeOffset Seen)>("SELECT title, first_seen FROM papers");
        Assert.That(listed.Select(title => seen.First(paper => paper.Title == title).Seen), Is.Ordered.Descending);
    }

    [Test]
    public async Task Topic_and_order_survive_a_change_of_day()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(days: 3);
        using var visitor = new Visitor(site.Address);
        var middle = await visitor.OpenAsync("/editions/2026-11-23/speech?order=votes");
        Assert.That(middle.QuerySelectorAll("nav.days a").Select(link => link.GetAttribute("href")), Is.EqualTo(new[]
        {
            "/editions/2026-11-22/speech?order=votes", "/editions/2026-11-24/speech?order=votes",
        }));
        Assert.That(Current(middle, "orders"), Is.EqualTo("/editions/2026-11-23/speech?order=votes"));
        Assert.That(Current(middle, "topics"), Is.EqualTo("/editions/2026-11-23/speech?order=votes"));
        Assert.That(middle.QuerySelector("link[rel=canonical]")!.GetAttribute("href"),
            Does.EndWith("/editions/2026-11-23/speech"));

        var front = await visitor.OpenAsync("/?topic=speech&order=time");
        Assert.That(front.QuerySelector("nav.days a[rel=prev]")!.GetAttribute("href"),
            Is.EqualTo("/editions/2026-11-23/speech?order=time"));
        Assert.That(front.QuerySelector("nav.days a[rel=next]"), Is.Null);
    }

    [Test]
    public async Task Trending_compares_votes_over_all_its_days()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(days: 9);
        await site.RunAsync("UPDATE papers SET votes = 3, stars = 0");
        await SetAsync(site, "arxiv:2611.19003", 400);
        await SetAsync(site, "arxiv:2611.20001", 300);
        await SetAsync(site, "arxiv:2611.16002", 900);
        var week = await KeysAsync(site, "/trending?days=7");
        Assert.That(week.Take(2), Is.EqualTo(new[] { "/papers/arxiv:2611.19003", "/papers/arxiv:2611.20001" }));
        Assert.That(week, Has.None.EqualTo("/papers/arxiv:2611.16002"), "it is of the week before");
        Assert.That((await KeysAsync(site, "/trending?days=30"))[0], Is.EqualTo("/papers/arxiv:2611.16002"));
        Assert.That(await TitlesAsync(site, "/trending?days=30&topic=speech"), Is.Not.Empty);
    }

    [TestCase("/trending", HttpStatusCode.OK)]
    [TestCase("/trending?days=30&order=no", HttpStatusCode.OK)]
    [TestCase("/trending?days=8", HttpStatusCode.NotFound)]
    [TestCase("/trending?days=-7", HttpStatusCode.NotFound)]
    [TestCase("/trending?days=7&topic=no-such", HttpStatusCode.NotFound)]
    public async Task A_span_that_is_not_offered_is_not_found(string path, HttpStatusCode status)
    {
        var site = await sites.EmptyAsync();
        using var visitor = new Visitor(site.Address);
        Assert.That((await visitor.SendAsync(HttpMethod.Get, path)).StatusCode, Is.EqualTo(status));
    }

    private static Task SetAsync(SiteFixture site, string key, int votes) => site.RunAsync(
        "UPDATE papers SET votes = @votes WHERE id = (SELECT paper_id FROM paper_keys WHERE key = @key)",
        new { key, votes });

    private static string? Current(IParentNode page, string nav) =>
        page.QuerySelector($"nav.{nav} a[aria-current]")!.GetAttribute("href");

    private static async Task<List<string>> KeysAsync(SiteFixture site, string path)
    {
        using var visitor = new Visitor(site.Address);
        return [.. (await visitor.OpenAsync(path)).QuerySelectorAll("article.paper h2 a")
            .Select(link => link.GetAttribute("href")!)];
    }

    private static async Task<List<string>> TitlesAsync(SiteFixture site, string path)
    {
        using var visitor = new Visitor(site.Address);
        return [.. (await visitor.OpenAsync(path)).QuerySelectorAll("article.paper h2")
            .Select(heading => heading.TextContent.Trim())];
    }
}
