using System.Xml.Linq;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>The entries of a feed in XML, each as a function from our field names to its texts.</summary>
internal static class XmlEntries
{
    private static readonly Dictionary<string, string[]> Usual = new(FieldMap.Plain)
    {
        ["title"] = ["title", "dc:title"],
        ["abstract"] =
            ["abstract", "dcterms:abstract", "content:encoded", "description", "summary", "content", "dc:description"],
        ["authors"] = ["dc:creator", "author.name", "author", "atom:author.atom:name", "itunes:author"],
        ["categories"] = ["category@term", "category", "dc:subject"],
        ["id"] = ["guid", "id", "@about", "dc:identifier"],
        ["doi"] = ["prism:doi", "dc:identifier", "doi", "DOI", "arxiv:doi", "arxiv:DOI"],
        ["thumbnail"] = ["media:thumbnail@url", "thumbnail@url", "media:group.media:thumbnail@url"],
    };

    private static readonly string[] Days =
    [
        "pubDate", "published", "prism:publicationDate", "dc:date", "dcterms:issued", "dcterms:created", "issued",
        "created", "date", "atom:published", "updated", "modified", "atom:updated",
    ];

    /// <returns>The entries; with a fault those that are whole, where the text breaks off.</returns>
    public static (List<Func<string, IReadOnlyList<string>>> Entries, string? Fault) Of(string text,
        IReadOnlyDictionary<string, string> own, Uri? address)
    {
        var (root, cut) = Xml.ReadPart(text);
        if (Fault(root, cut) is { } wrong)
        {
            return ([], wrong);
        }

        var map = new FieldMap(Usual, own);
        var links = new FeedLinks(root!, address);
        return ([
            .. Items(root!).Select<XElement, Func<string, IReadOnlyList<string>>>(
                item => name => own.ContainsKey(name) ? map.Read(name, path => Xml.Texts(item, path))
                    : name switch
                    {
                        "url" => links.Of(item),
                        "authors" => Authors(map, item, root!),
                        "published" => [.. Days.SelectMany(path => FeedNames.Texts(item, path))],
                        _ => map.Read(name, path => FeedNames.Texts(item, path)),
                    })], cut);
    }

    /// <summary>An entry of Atom without authors has those of its feed (RFC 4287 §4.2.1).</summary>
    private static IReadOnlyList<string> Authors(FieldMap map, XElement item, XElement root) =>
        map.Read("authors", path => FeedNames.Texts(item, path)) is var own && own.Count == 0
            && root.Name.LocalName == "feed" && !FeedNames.Children(item, "author").Any()
            ? [.. FeedNames.Texts(root, "author.name")] : own;

    private static string? Fault(XElement? root, string? fault) => root?.Name.LocalName switch
    {
        null => fault ?? "it has no XML",
        "rss" or "RDF" or "feed" => Xml.One(root, "channel") is null && !Items(root).Any()
            && root.Name.LocalName != "feed" ? "it has no channel" : null,
        "html" or "HTML" => "it is a web page",
        var name => $"its root is {name}",
    };

    /// <summary>
    /// Items inside the channel, next to it, or in what a damaged feed left open, in a namespace of feeds or in that of
    /// the root, whatever it is.
    /// </summary>
    private static IEnumerable<XElement> Items(XElement root) => root.Descendants().Where(element =>
        element.Name.LocalName == (root.Name.LocalName == "feed" ? "entry" : "item")
            && (FeedNames.IsCore(element) || element.Name.Namespace == root.Name.Namespace)
            && !XmlTree.IsCut(element));
}
