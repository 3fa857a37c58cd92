using System.Text;
using System.Xml;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web.Forms;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Pages;

/// <summary>
/// The feeds of what a reader follows, or of the whole catalogue, as one file for a feed reader (OPML 2.0).
/// </summary>
internal sealed class TopicOutline(Bearer bearer, TopicCatalogue catalogue, LinksPage fresh,
    IOptions<SiteOptions> site)
{
    private const string Type = "text/x-opml; charset=utf-8";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/feeds/topics.opml", Catalogue).RequireRateLimiting(RequestLimits.Feeds);
        app.MapRead("/preferences/{token}/topics.opml", OfReaderAsync);
    }

    private IResult Catalogue(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Bytes(Write(catalogue.All.Select(topic => Of(topic.Slug))), Type, "topics.opml");
    }

    private async Task<IResult> OfReaderAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if (await bearer.OfAsync(LinkPurpose.Preferences, token, context, cancel) is not { } subscriber)
        {
            return fresh.Refuse(context);
        }

        var topics = subscriber.Wishes.Topics;
        var feeds = topics.Topics.Select(Of).Concat(topics.Queries.Select(query =>
            (query, $"feeds/search.atom?q={Uri.EscapeDataString(query)}",
                $"search?q={Uri.EscapeDataString(query)}"))).ToList();
        PageView.KeepPrivate(context);
        return Results.Bytes(Write(feeds.Count > 0 ? feeds : [(site.Value.Name, "feeds/all.atom", "")]), Type,
            "my-topics.opml");
    }

    private (string Title, string Feed, string Page) Of(string slug) =>
        (catalogue.Find(slug)?.Name ?? slug, $"feeds/{slug}.atom", $"topics/{slug}");

    private byte[] Write(IEnumerable<(string Title, string Feed, string Page)> feeds)
    {
        using var bytes = new MemoryStream();
        using (var xml =
            XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteStartElement("head");
            xml.WriteElementString("title", PlainText.Line(site.Value.Name));
            xml.WriteEndElement();
            xml.WriteStartElement("body");
            foreach (var (title, feed, page) in feeds)
            {
                xml.WriteStartElement("outline");
                xml.WriteAttributeString("type", "rss");
                xml.WriteAttributeString("text", PlainText.Line(title));
                xml.WriteAttributeString("title", PlainText.Line(title));
                xml.WriteAttributeString("xmlUrl", site.Value.Address(feed));
                xml.WriteAttributeString("htmlUrl", site.Value.Address(page));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }
}
