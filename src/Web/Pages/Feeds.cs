using System.Globalization;
using System.Text;
using System.Xml;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Topics.Queries;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace DigestMailer.Web.Pages;

/// <summary>
/// Atom feeds (RFC 4287) of everything, of each topic and of any query: the hundred papers last seen, the newest first.
/// </summary>
internal sealed class Feeds(ReadingRoom room, PaperStore papers, TopicCatalogue catalogue, MessagePage messages,
    IOptions<SiteOptions> site)
{
    private const int MostEntries = 100;
    private const string Atom = "http://www.w3.org/2005/Atom";

    public void Map(IEndpointRouteBuilder app) => app.MapRead("/feeds/{name}.atom", ShowAsync);

    private async Task<IResult> ShowAsync(string name, HttpContext context, CancellationToken cancel)
    {
        if (Asked(name, context.Request.Query["q"].ToString()) is not { } feed)
        {
            return messages.Miss(context);
        }

        var play = await room.OpenAsync(await room.RecentAsync(cancel), feed.Query is null ? [] : [feed.Query], cancel);
        var found =
            ReadingRoom.Select(play, feed.Query).OrderByDescending(paper => paper.FirstSeen).ThenBy(paper => paper.Id)
                .Take(MostEntries).ToList();
        context.Response.Headers.CacheControl = "public, max-age=900";
        var generation = await papers.GenerationAsync(cancel);
        var version = string.Create(CultureInfo.InvariantCulture, $"\"{generation}-{room.Today.DayNumber}\"");
        return Results.Bytes(Write(feed, found), "application/atom+xml; charset=utf-8",
            lastModified: found.FirstOrDefault()?.FirstSeen,
            entityTag: new EntityTagHeaderValue(version, isWeak: true));
    }

    private Feed? Asked(string name, string query)
    {
        if (name == "all")
        {
            return new(site.Value.Name, "feeds/all.atom", "", null);
        }

        if (name == "search")
        {
            return TopicQuery.Parse(query) is { Query: { } parsed } && query.Length > 0
                ? new($"{site.Value.Name}: {PlainText.Cut(query, 80)}",
                    $"feeds/search.atom?q={Uri.EscapeDataString(query)}", $"search?q={Uri.EscapeDataString(query)}",
                    parsed)
                : null;
        }

        return catalogue.Find(name) is { } topic
            ? new($"{site.Value.Name}: {topic.Name}", $"feeds/{name}.atom", $"topics/{name}", topic.Query) : null;
    }

    private byte[] Write(Feed feed, List<Paper> found)
    {
        using var bytes = new MemoryStream();
        using (var xml =
            XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteElementString("id", Atom, site.Value.Address(feed.Path));
            xml.WriteElementString("title", Atom, PlainText.Line(feed.Title));
            xml.WriteElementString("updated", Atom,
                Time(found.Count > 0 ? found[0].FirstSeen : DateTimeOffset.UnixEpoch));
            Link(xml, "self", "application/atom+xml", site.Value.Address(feed.Path));
            Link(xml, "alternate", "text/html", site.Value.Address(feed.Page));
            Author(xml, site.Value.Name);
            found.ForEach(paper => Entry(xml, paper));
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private void Entry(XmlWriter xml, Paper paper)
    {
        var address = site.Value.Address(PaperModel.PathOf(paper.Key));
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("id", Atom, address);
        xml.WriteElementString("title", Atom, PlainText.Line(paper.Title));
        xml.WriteElementString("published", Atom, Time(paper.FirstSeen));
        xml.WriteElementString("updated", Atom, Time(paper.FirstSeen));
        Link(xml, "alternate", "text/html", address);
        foreach (var (relation, link) in new[] { ("related", paper.Url), ("related", paper.PdfUrl),
            ("related", paper.CodeUrl) })
        {
            if (PlainText.Link(link) is { } good)
            {
                Link(xml, relation, "text/html", good);
            }
        }

        foreach (var author in paper.Authors.Select(PlainText.Line).Where(author => author.Length > 0).Take(50))
        {
            Author(xml, author);
        }

        foreach (var category in paper.Categories.Select(PlainText.Line).Where(category => category.Length > 0))
        {
            xml.WriteStartElement("category", Atom);
            xml.WriteAttributeString("term", category);
            xml.WriteEndElement();
        }

        xml.WriteElementString("summary", Atom, PlainText.Line(paper.Abstract));
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static void Author(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Atom);
        xml.WriteElementString("name", Atom, PlainText.Line(name));
        xml.WriteEndElement();
    }

    private static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private sealed record Feed(string Title, string Path, string Page, TopicQuery? Query);
}
