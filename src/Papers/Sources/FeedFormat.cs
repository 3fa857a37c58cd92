using System.Text.Json;
using System.Xml.Linq;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Any feed of papers: RSS 2.0, RSS 1.0 (RDF), Atom (RFC 4287) or JSON Feed 1.1. Namespaces do not count, since every
/// publisher has its own; an entry without a title is no paper and left out.
/// </summary>
internal static class FeedFormat
{
    /// <summary>Older entries were listed before we began to look; they are ignored.</summary>
    public const int MaxAge = 30;

    private static readonly Dictionary<string, string[]> InXml = new(FieldMap.Plain)
    {
        ["title"] = ["title"],
        ["abstract"] = ["abstract", "encoded", "description", "summary", "content"],
        ["authors"] = ["creator", "author.name", "author"],
        ["categories"] = ["category@term", "category", "subject"],
        ["id"] = ["guid", "id", "@about"],
        ["doi"] = ["doi", "identifier", "DOI"],
        ["url"] = ["link@href", "link", "guid"],
        ["published"] = ["pubDate", "published", "publicationDate", "date", "issued", "updated"],
        ["thumbnail"] = ["thumbnail@url"],
    };

    private static readonly Dictionary<string, string[]> InJson = new(FieldMap.Plain)
    {
        ["abstract"] = ["abstract", "summary", "content_text", "content_html", "description"],
        ["authors"] = ["authors.name", "author.name", "authors", "author"],
        ["categories"] = ["tags", "categories", "keywords"],
        ["id"] = ["id", "guid"],
        ["url"] = ["url", "link", "external_url"],
        ["published"] = ["date_published", "published", "pubDate", "date"],
        ["thumbnail"] = ["image", "thumbnail"],
    };

    public static (IReadOnlyList<Listing> Listings, string? Fault) Read(string text, string source, DateOnly asked,
        IReadOnlyDictionary<string, string> own)
    {
        try
        {
            return Listings(text, source, asked, own);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ([], NoFeed(fault.Message));
        }
    }

    private static (IReadOnlyList<Listing> Listings, string? Fault) Listings(string text, string source, DateOnly asked,
        IReadOnlyDictionary<string, string> own)
    {
        var (entries, fault) =
            text.AsSpan().TrimStart() is ['{' or '[', ..] ? JsonEntries(text, own) : XmlEntries(text, own);
        if (fault is not null)
        {
            return ([], NoFeed(fault));
        }

        var listings =
            entries.Select(entry => FieldListing.Of(source, asked, entry)).OfType<Listing>().Select(Dated).ToList();
        return entries.Count > 0 && listings.Count == 0
            ? ([], $"none of its {entries.Count} entries has a title; name where titles stand in Fields")
            : (listings, null);

        Listing Dated(Listing listing) => listing.Published is not { } day ? listing : listing with
        {
            Edition = day <= asked ? day : asked,
            Announce = day < asked.AddDays(-MaxAge) ? Announcement.Replace : listing.Announce,
        };
    }

    private static string NoFeed(string fault) =>
        $"it is no RSS, Atom or JSON feed ({fault.ReplaceLineEndings(" ").TrimEnd('.')}); nothing of it was kept";

    private static (List<Func<string, IReadOnlyList<string>>> Entries, string? Fault) XmlEntries(string text,
        IReadOnlyDictionary<string, string> own)
    {
        var (root, fault) = Xml.Read(text);
        if (root is null || root.Name.LocalName is not ("rss" or "RDF" or "feed"))
        {
            return ([], fault ?? $"its root is {root!.Name.LocalName}");
        }

        var map = new FieldMap(InXml, own);
        var items =
            root.Name.LocalName switch
            {
                "feed" => Xml.All(root, "entry"),
                "RDF" => Xml.All(root, "item"),
                _ => Xml.All(root, "channel").SelectMany(channel => Xml.All(channel, "item"))
            };
        return ([
            .. items.Select<XElement, Func<string, IReadOnlyList<string>>>(
                item => name =>
                    map.Read(name,
                        path => name == "url" && path == "link@href" ? Links(item) : Xml.Texts(item, path)))], null);
    }

    /// <summary>Atom's link to the page itself comes first, whatever stands before it (RFC 4287 §4.2.7.2).</summary>
    private static IEnumerable<string> Links(XElement entry) =>
        Xml.All(entry, "link").OrderBy(link => (string?)link.Attribute("rel") is null or "alternate" ? 0 : 1)
            .Select(link => (string?)link.Attribute("href")).OfType<string>();

    private static (List<Func<string, IReadOnlyList<string>>> Entries, string? Fault) JsonEntries(string text,
        IReadOnlyDictionary<string, string> own)
    {
        var root = JsonElement.Parse(text);
        var map = new FieldMap(InJson, own);
        var items = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : Json.At(root, map.Items ?? "items");
        return ([
            .. items.Select<JsonElement, Func<string, IReadOnlyList<string>>>(
                item => name => map.Read(name, path => Json.Texts(item, path)))], null);
    }
}
