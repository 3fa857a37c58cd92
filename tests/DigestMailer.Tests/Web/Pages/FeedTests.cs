using System.Net;
using System.Xml.Linq;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Web.Pages;

internal sealed class FeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly DateOnly Today = DateOnly.FromDateTime(SiteFixture.Now.UtcDateTime);

    [Test]
    public async Task An_entry_keeps_its_id_when_its_paper_gets_a_better_one()
    {
        await using var site = await SiteFixture.StartAsync();
        site.Clock.SetUtcNow(SiteFixture.Now);
        await KeepAsync(site, Made("Listening Models", null));
        var before = Entry(await FeedAsync(site));
        site.Clock.Advance(TimeSpan.FromHours(20));
        await KeepAsync(site, Made("Listening Models", "2611.00042"));
        var after = Entry(await FeedAsync(site));
        Assert.That(after.Element(Atom + "id")!.Value, Is.EqualTo(before.Element(Atom + "id")!.Value));
        Assert.That(Links(after, "alternate").Single().Attribute("href")!.Value, Does.EndWith("arxiv:2611.00042"));
        using var visitor = new Visitor(site.Address);
        Assert.That((await visitor.SendAsync(HttpMethod.Get, before.Element(Atom + "id")!.Value)).StatusCode,
            Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task Updated_and_Last_Modified_move_with_the_text_and_not_with_the_votes()
    {
        await using var site = await SiteFixture.StartAsync();
        site.Clock.SetUtcNow(SiteFixture.Now);
        await KeepAsync(site, Made("Listening Models", "2611.00042"));
        var first = await AskAsync(site, null);
        var since = first.Content.Headers.LastModified;
        site.Clock.Advance(TimeSpan.FromHours(1));
        await KeepAsync(site, Made("Listening Models", "2611.00042") with { Votes = 50 });
        Assert.That((await AskAsync(site, since)).StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        site.Clock.Advance(TimeSpan.FromHours(1));
        await KeepAsync(site, Made("Listening Models", "2611.00042") with { Abstract = "We study codecs at length." });
        var changed = await AskAsync(site, since);
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(changed.Content.Headers.LastModified, Is.GreaterThan(since!.Value));
        var feed = XDocument.Parse(await changed.Content.ReadAsStringAsync());
        Assert.That(DateTimeOffset.Parse(Entry(feed).Element(Atom + "updated")!.Value,
            System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(SiteFixture.Now.AddHours(2)));
    }

    [Test]
    public async Task A_day_of_300_papers_is_complete_over_its_pages()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(300);
        var (ids, next, pages) = (new HashSet<string>(), "/feeds/all.atom", 0);
        using var client = new HttpClient();
        for (string? path = next; path is not null; pages++)
        {
            var feed = XDocument.Parse(await client.GetStringAsync(
                path.StartsWith("http", StringComparison.Ordinal) ? path : site.Address + path));
            ids.UnionWith(feed.Descendants(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value));
            path = Links(feed.Root!, "next").SingleOrDefault()?.Attribute("href")!.Value;
        }

        Assert.That((ids.Count, pages), Is.EqualTo((300, 3)));
        Assert.That((await client.GetAsync(new Uri($"{site.Address}/feeds/all.atom?page=4"))).StatusCode,
            Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_link_says_its_type_where_that_is_known()
    {
        await using var site = await SiteFixture.StartAsync();
        site.Clock.SetUtcNow(SiteFixture.Now);
        await KeepAsync(site, Made("Listening Models", "2611.00042") with
        {
            PdfUrl = "https://papers.example/pdf/42",
            Url = "https://papers.example/a.pdf",
            CodeUrl = "https://code.example/a"
        });
        var related = Links(Entry(await FeedAsync(site)), "related")
            .Select(link => (link.Attribute("href")!.Value, link.Attribute("type")?.Value));
        Assert.That(related, Is.EqualTo(new (string, string?)[] { ("https://papers.example/a.pdf", "application/pdf"),
            ("https://papers.example/pdf/42", "application/pdf"), ("https://code.example/a", null) }));
    }

    [Test]
    public async Task A_search_for_a_source_finds_its_papers_on_pages_and_feeds()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(3);
        using var client = new HttpClient();
        Assert.That(await client.GetStringAsync($"{site.Address}/search?q=source:test"),
            Does.Contain("3 papers matched"));
        Assert.That(await client.GetStringAsync($"{site.Address}/search?q=source:other"),
            Does.Contain("No paper matched"));
        Assert.That(XDocument.Parse(await client.GetStringAsync($"{site.Address}/feeds/search.atom?q=source:test"))
            .Descendants(Atom + "entry").Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task A_readers_topics_are_an_outline_for_a_feed_reader()
    {
        await using var site = await SiteFixture.StartAsync();
        using var ana = new Visitor(site.Address);
        await ana.PressAsync("/subscribe", "Subscribe", ("email", "ana@readers.example"), ("topic", "speech"),
            ("queries", "title:codec"));
        await site.DeliverAsync();
        var token =
            site.Get<SignedLinks>()
                .Sign(LinkPurpose.Preferences, await site.OneAsync<long>("SELECT id FROM subscribers"));
        using var client = new HttpClient();
        var outline = XDocument.Parse(await client.GetStringAsync($"{site.Address}/preferences/{token}/topics.opml"));
        Assert.That(outline.Descendants("outline").Select(one => one.Attribute("xmlUrl")!.Value), Is.EqualTo(new[]
            { $"{site.Address}/feeds/speech.atom", $"{site.Address}/feeds/search.atom?q=title%3Acodec" }));
    }

    private static Listing Made(string title, string? arxiv) => new()
    {
        Source = "lab",
        SourceId = arxiv ?? "title:" + title,
        ArxivId = arxiv,
        Edition = Today,
        Title = title,
        Abstract = "We study codecs.",
        Authors = ["Ada Quill"],
        Url = "https://papers.example/42",
    };

    private static Task<int> KeepAsync(SiteFixture site, Listing listing) =>
        site.Get<PaperStore>().KeepAsync(SourceAnswer.Of(Today, [listing]), "lab");

    private static async Task<XDocument> FeedAsync(SiteFixture site) =>
        XDocument.Parse(await (await AskAsync(site, null)).Content.ReadAsStringAsync());

    private static async Task<HttpResponseMessage> AskAsync(SiteFixture site, DateTimeOffset? since)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{site.Address}/feeds/all.atom");
        request.Headers.IfModifiedSince = since;
        return await client.SendAsync(request);
    }

    private static XElement Entry(XDocument feed) => feed.Descendants(Atom + "entry").Single();

    private static IEnumerable<XElement> Links(XElement element, string relation) =>
        element.Elements(Atom + "link").Where(link => link.Attribute("rel")?.Value == relation);
}
