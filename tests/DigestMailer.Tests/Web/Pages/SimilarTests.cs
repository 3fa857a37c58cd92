using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;

namespace DigestMailer.Tests.Web.Pages;

/// <summary>The papers that the page of a paper leads on to.</summary>
internal sealed class SimilarTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(SiteFixture.Now.UtcDateTime);

    private static readonly (string Id, string Title)[] Codecs =
    [
        ("2611.90001", "Neural speech codecs with vector quantization"),
        ("2611.90002", "Vector quantization for low bitrate neural speech codecs"),
        ("2611.90003", "Grasping soft fruit with two fingered robot hands"),
    ];

    [Test]
    public async Task A_paper_leads_to_those_about_the_same_and_not_to_itself()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(days: 2);
        await KeepAsync(site, Today, Codecs);
        var similar = await SimilarAsync(site, "arxiv:2611.90001");
        Assert.That(similar[0], Is.EqualTo("/papers/arxiv:2611.90002"), "the nearest comes first");
        Assert.That(similar, Has.Count.LessThanOrEqualTo(5).And.None.AnyOf(
            "/papers/arxiv:2611.90001", "/papers/arxiv:2611.90003"));
        Assert.That(await SimilarAsync(site, "arxiv:2611.90003"), Has.None.AnyOf(
            "/papers/arxiv:2611.90001", "/papers/arxiv:2611.90002"), "robots have nothing to do with codecs");
    }

    [Test]
    public async Task A_paper_of_long_ago_leads_to_new_ones()
    {
        await using var site = await SiteFixture.StartAsync();
        await KeepAsync(site, Today.AddDays(-50), Codecs[..1]);
        await site.PapersAsync(days: 2);
        await KeepAsync(site, Today, Codecs[1..]);
        Assert.That((await SimilarAsync(site, "arxiv:2611.90001"))[0], Is.EqualTo("/papers/arxiv:2611.90002"));
    }

    private static async Task KeepAsync(SiteFixture site, DateOnly day, (string Id, string Title)[] papers) =>
        await site.Get<PaperStore>().KeepAsync(SourceAnswer.Of(day, [.. papers.Select(paper => new Listing
        {
            Source = "test",
            SourceId = paper.Id,
            ArxivId = paper.Id,
            Edition = day,
            Title = paper.Title,
            Abstract = $"{paper.Title}.",
            Url = $"https://example.org/{paper.Id}",
        })]), "test");

    private static async Task<List<string>> SimilarAsync(SiteFixture site, string key)
    {
        using var visitor = new Visitor(site.Address);
        var page = await visitor.OpenAsync($"/papers/{key}");
        Assert.That(page.QuerySelector("article.whole"), Is.Not.Null, key);
        return [.. page.QuerySelectorAll("ul[aria-labelledby=similar] a").Select(link => link.GetAttribute("href")!)];
    }
}
