using System.Globalization;
using System.Text;
using System.Xml;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers;
using DigestMailer.Subscribers;
using DigestMailer.Web.Reading;

namespace DigestMailer.Web.Pages;

/// <summary>
/// Writes one document of a feed: Atom (RFC 4287), with links to its other pages (RFC 5005 §3). An entry keeps the id
/// it was first shown with, whatever better identity its paper gets.
/// </summary>
/// <param name="Path">Address of the first document on this site.</param>
/// <param name="Page">Address of the page that shows the same papers.</param>
internal sealed record Feed(SiteOptions Site, string Title, string Path, string Page)
{
    private const string Atom = "http://www.w3.org/2005/Atom";
    private const int MostAuthors = 50;

    /// <summary>When what a feed shows of the paper last changed.</summary>
    public static DateTimeOffset Updated(Paper paper) =>
        paper.TextAt is { } changed && changed > paper.FirstSeen ? changed : paper.FirstSeen;

    /// <param name="number">Of this document, from 1 to <paramref name="last"/>.</param>
    public byte[] Write(IReadOnlyList<Paper> papers, DateTimeOffset updated, int number, int last)
    {
        using var bytes = new MemoryStream();
        using (var xml =
            XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteElementString("id", Atom, Site.Address(Path));
            xml.WriteElementString("title", Atom, PlainText.Line(Title));
            xml.WriteElementString("updated", Atom, Time(updated));
            Link(xml, "self", "application/atom+xml", Address(number));
            Link(xml, "alternate", "text/html", Site.Address(Page));
            LinkPages(xml, number, last);
            Author(xml, Site.Name);
            foreach (var paper in papers)
            {
                Entry(xml, paper);
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private void LinkPages(XmlWriter xml, int number, int last)
    {
        if (last == 1)
        {
            return;
        }

        foreach (var (relation, page) in new[] { ("first", 1), ("previous", number - 1), ("next", number + 1),
            ("last", last) })
        {
            if (page >= 1 && page <= last)
            {
                Link(xml, relation, "application/atom+xml", Address(page));
            }
        }
    }

    private string Address(int number) => Site.Address(number == 1 ? Path : string.Create(CultureInfo.InvariantCulture,
        $"{Path}{(Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}page={number}"));

    private void Entry(XmlWriter xml, Paper paper)
    {
        xml.WriteStartElement("entry", Atom);
        xml.WriteElementString("id", Atom, Site.Address(PaperModel.PathOf(paper.FeedKey ?? paper.Key)));
        xml.WriteElementString("title", Atom, PlainText.Line(paper.Title));
        xml.WriteElementString("published", Atom, Time(paper.FirstSeen));
        xml.WriteElementString("updated", Atom, Time(Updated(paper)));
        Link(xml, "alternate", "text/html", Site.Address(PaperModel.PathOf(paper.Key)));
        foreach (var (link, type) in new[] { (paper.Url, TypeOf(paper.Url)), (paper.PdfUrl, "application/pdf"),
            (paper.CodeUrl, TypeOf(paper.CodeUrl)) }.DistinctBy(link => link.Item1))
        {
            if (PlainText.Link(link) is { } good)
            {
                Link(xml, "related", type, good);
            }
        }

        foreach (var author in paper.Authors.Select(PlainText.Line).Where(author => author.Length > 0)
            .Take(MostAuthors))
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

    /// <summary>
    /// The type of a link to elsewhere, which is only a hint (RFC 4287 §4.2.7.3): left out where its ending says
    /// nothing of it.
    /// </summary>
    private static string? TypeOf(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return null;
        }

        return System.IO.Path.GetExtension(uri.AbsolutePath).ToLowerInvariant() switch
        {
            ".pdf" => "application/pdf",
            ".html" or ".htm" => "text/html",
            _ => null,
        };
    }

    private static void Link(XmlWriter xml, string relation, string? type, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        if (type is not null)
        {
            xml.WriteAttributeString("type", type);
        }

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
}
