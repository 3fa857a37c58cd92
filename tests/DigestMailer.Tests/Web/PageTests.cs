using System.Net;
using System.Xml.Linq;
using AngleSharp.Html.Parser;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;

namespace DigestMailer.Tests.Web;

/// <summary>The pages that anyone may read: what they show, under which headers.</summary>
internal sealed class PageTests(StorageProvider provider) : OnSharedSites(provider)
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [Test]
    public async Task The_front_page_shows_the_newest_edition_and_filters_it_by_topic()
    {
        var site = await Sites.WithPapersAsync(3);
        var all = await TitlesAsync(site, "/");
        Assert.That(all, Has.Count.EqualTo(10));
        var speech = await TitlesAsync(site, "/?topic=speech");
        Assert.That(speech, Is.Not.Empty.And.SubsetOf(all));
        Assert.That(speech, Has.Count.LessThan(10));
    }

    [Test]
    public async Task An_edition_is_a_day_a_week_or_a_month()
    {
        var site = await Sites.WithPapersAsync(3);
        Assert.That(await TitlesAsync(site, "/editions/2026-11-23"), Has.Count.EqualTo(10));
        Assert.That(await TitlesAsync(site, "/editions/2026-W48"), Has.Count.EqualTo(20), "Monday and Tuesday");
        Assert.That(await TitlesAsync(site, "/editions/2026-11"), Has.Count.EqualTo(30));
        Assert.That(await TitlesAsync(site, "/editions/2026-11/speech"), Is.Not.Empty);
        foreach (var wrong in new[] { "2026-11-20", "2026-13", "2026-W60", "tomorrow", "2026-11-24/no-such-topic" })
        {
            Assert.That((await Client.GetAsync($"{site.Address}/editions/{wrong}")).StatusCode,
                Is.EqualTo(HttpStatusCode.NotFound), wrong);
        }
    }

    [Test]
    public async Task A_paper_has_a_page_at_its_best_key_and_others_lead_there()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        var page = await Client.GetStringAsync($"{site.Address}/papers/arxiv:2611.24000");
        Assert.That(page, Does.Contain("og:title").And.Contain("40 hours of recordings"));
        await site.RunAsync(
            "INSERT INTO paper_keys(key, paper_id) SELECT 'doi:10.1/a%b', id FROM papers WHERE key = "
                + "'arxiv:2611.24000'");
        var other = await Client.GetAsync($"{site.Address}/papers/doi:10.1/a%25b");
        Assert.That(other.Headers.Location?.ToString(), Is.EqualTo("/papers/arxiv:2611.24000"));
    }

    [TestCase("bib", "application/x-bibtex")]
    [TestCase("ris", "application/x-research-info-systems")]
    public async Task A_paper_and_an_edition_are_there_for_reference_managers(string format, string type)
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync();
        await site.RunAsync(
            "INSERT INTO paper_keys(key, paper_id) SELECT 'doi:10.1/a', id FROM papers WHERE key = 'arxiv:2611.24000'");
        foreach (var (path, papers) in new[] { ("papers/arxiv:2611.24000", 1), ("papers/doi:10.1/a", 1),
            ("editions/2026-11-24", 10), ("editions/2026-W48", 10), ("editions/2026-11/speech", -1) })
        {
            var answer = await Client.GetAsync($"{site.Address}/{path}.{format}");
            Assert.That((answer.StatusCode, answer.Content.Headers.ContentType?.MediaType),
                Is.EqualTo((HttpStatusCode.OK, type)), path);
            var (read, fault) =
                ReferencesFormat.Read(await answer.Content.ReadAsStringAsync(), "back", new DateOnly(2026, 11, 24));
            Assert.That((fault, read.Count),
                papers < 0 ? Is.Not.EqualTo(((string?)null, 0)) : Is.EqualTo(((string?)null, papers)), path);
        }

        foreach (var page in new[] { "papers/arxiv:2611.24000", "editions/2026-11-24" })
        {
            Assert.That(await Client.GetStringAsync($"{site.Address}/{page}"),
                Does.Contain($"href=\"/{page}.{format}\""));
        }

        foreach (var wrong in new[] { $"papers/arxiv:1.{format}", $"editions/2026-11-20.{format}",
            $"editions/2026-11-24/no.{format}", "editions/2026-11-24.doc" })
        {
            Assert.That((await Client.GetAsync($"{site.Address}/{wrong}")).StatusCode,
                Is.EqualTo(HttpStatusCode.NotFound), wrong);
        }
    }

    [Test]
    public async Task A_search_says_what_is_wrong_and_where()
    {
        var site = await Sites.WithPapersAsync();
        Assert.That(await Client.GetStringAsync($"{site.Address}/search?q=%28speech"), Does.Contain("at character"));
        Assert.That(await TitlesAsync(site, "/search?q=title%3Atidepool"), Has.Count.EqualTo(1));
        Assert.That(await TitlesAsync(site, "/search?q=like%3A2611.24000"), Is.Not.Empty);
        var strange = await Client.GetStringAsync($"{site.Address}/search?q=%3Cscript%3Ealert%281%29%3C%2Fscript%3E");
        Assert.That(strange, Does.Not.Contain("<script>alert"));
    }

    [TestCase("all", 30)]
    [TestCase("speech", 1)]
    [TestCase("search", 3, "?q=tidepool")]
    [TestCase("search", 2, "?q=like:2611.24000")]
    public async Task A_feed_is_atom_with_each_paper_once(string name, int least, string query = "")
    {
        var site = await Sites.WithPapersAsync(3);
        var answer = await Client.GetAsync($"{site.Address}/feeds/{name}.atom{query}");
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/atom+xml"));
        var feed = XDocument.Parse(await answer.Content.ReadAsStringAsync());
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var entries = feed.Root!.Elements(atom + "entry").ToList();
        Assert.That(entries, Has.Count.GreaterThanOrEqualTo(least));
        Assert.That(entries.Select(entry => entry.Element(atom + "id")!.Value), Is.Unique);
        Assert.That(
            entries.All(
                entry => entry.Element(atom + "author") is not null || feed.Root.Element(atom + "author") is not null));
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{site.Address}/feeds/{name}.atom{query}");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.That((await Client.SendAsync(again)).StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Every_link_of_the_site_leads_somewhere_and_every_page_carries_the_same_guard()
    {
        await using var site = await SiteFixture.StartAsync();
        await site.PapersAsync(days: 2);
        var (open, seen) = (new Queue<string>(["/", "/sitemap.xml", "/robots.txt"]), new HashSet<string>());
        while (open.TryDequeue(out var path))
        {
            if (!seen.Add(path))
            {
                continue;
            }

            var answer = await Client.GetAsync(site.Address + path);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
            Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(),
                Does.Contain("script-src 'self'").And.Not.Contain("unsafe"), path);
            Assert.That(answer.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
            var text = await answer.Content.ReadAsStringAsync();
            foreach (var link in Links(text).Where(link => seen.Count + open.Count < 250))
            {
                open.Enqueue(link);
            }

            Assert.That(text, Does.Not.Contain(" style=").And.Not.Contain(" onclick="),
                $"{path}: the policy allows nothing inline");
        }

        Assert.That(seen, Has.Count.GreaterThan(60));
    }

    [Test]
    public async Task The_map_of_the_site_names_days_topics_and_papers()
    {
        var site = await Sites.WithPapersAsync();
        var map = await Client.GetStringAsync($"{site.Address}/sitemap.xml");
        Assert.That(map,
            Does.Contain("/editions/2026-11-24").And.Contain("/topics/speech").And.Contain("/papers/arxiv:2611.24003"));
        Assert.That(await Client.GetStringAsync($"{site.Address}/robots.txt"),
            Does.Contain("Disallow: /unsubscribe/").And.Contain($"Sitemap: {site.Address}/sitemap.xml"));
    }

    private static IEnumerable<string> Links(string html) => new HtmlParser().ParseDocument(html)
        .QuerySelectorAll("a[href],link[href],script[src]")
        .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src")!)
        .Where(link => link.StartsWith('/'));

    private static async Task<List<string>> TitlesAsync(SiteFixture site, string path)
    {
        var page = new HtmlParser().ParseDocument(await Client.GetStringAsync(site.Address + path));
        return [.. page.QuerySelectorAll("article.paper h2").Select(heading => heading.TextContent.Trim())];
    }
}
