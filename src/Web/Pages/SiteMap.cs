using System.Text;
using System.Xml;
using DigestMailer.Papers;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Pages;

/// <summary>
/// What search engines read: <c>robots.txt</c> (RFC 9309), which keeps them from links of one person, and a map of the
/// site.
/// </summary>
internal sealed class SiteMap(EditionStore editions, ReadingRoom room, TopicCatalogue catalogue, PageView view,
    IOptions<SiteOptions> site)
{
    // A map holds 50,000 addresses at most (sitemaps.org).
    private const int MostPapers = 40_000;
    private const int MostDays = 5_000;
    private static readonly string[] Standing =
        ["", "archive", "trending?days=7", "trending?days=30", "topics", "subscribe"];

    // Pages of one person, pages without end, and answers for programs.
    private static readonly string[] Personal =
        ["confirm/", "preferences/", "unsubscribe/", "feedback/", "view/", "links", "webhooks/", "subscribe/", "search",
            "feeds/search.atom", "*.bib$", "*.ris$"];

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/robots.txt", () => Results.Text(Robots(), "text/plain; charset=utf-8"));
        app.MapRead("/sitemap.xml", MapAsync).KeptForAll(app);
    }

    private string Robots()
    {
        var rules = Personal.Select(path => $"Disallow: {view.Base}/{path}\n");
        return $"User-agent: *\n{string.Concat(rules)}\nSitemap: {site.Value.Address("sitemap.xml")}\n";
    }

    private async Task<IResult> MapAsync(HttpContext context, CancellationToken cancel)
    {
        var days = await editions.ListAsync(DateOnly.MinValue, room.Today.AddDays(1), cancel);
        var papers = await editions.NewestKeysAsync(MostPapers, cancel);
        var pages = Standing
            .Concat(catalogue.All.Select(topic => $"topics/{topic.Slug}"))
            .Concat(days.Take(MostDays).Select(edition => $"editions/{Period.Day(edition.Day).Name}"))
            .Concat(papers.Select(paper => PaperModel.PathOf(paper.Key)));
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Bytes(Write(pages), "application/xml; charset=utf-8");
    }

    private byte[] Write(IEnumerable<string> pages)
    {
        using var bytes = new MemoryStream();
        using (var xml =
            XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("urlset", "http://www.sitemaps.org/schemas/sitemap/0.9");
            foreach (var page in pages)
            {
                xml.WriteStartElement("url");
                xml.WriteElementString("loc", site.Value.Address(page));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }
}
