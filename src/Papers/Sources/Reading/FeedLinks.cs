using System.Xml.Linq;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// The address of an entry, made absolute: relative ones start at xml:base, else at the feed's own link or address.
/// </summary>
internal sealed class FeedLinks(XElement root, Uri? address)
{
    private static readonly string[] Elsewhere =
        ["self", "edit", "edit-media", "hub", "enclosure", "replies", "license", "next", "previous", "first", "last",
            "related", "via"];

    private readonly Uri? start = Start(root, address);

    /// <summary>Addresses that may be opened, the best first.</summary>
    public IReadOnlyList<string> Of(XElement item) =>
        [.. Candidates(item).Select(link => Absolute(link.At, link.Address)).Select(SafeUrl.OrNull).OfType<string>()];

    private static Uri? Start(XElement root, Uri? address)
    {
        var head = Xml.One(root, "channel") ?? root;
        var own = FeedNames.Children(head, "link")
            .Select(link => link.Value.Trim() is { Length: > 0 } text ? text
                : Rel(link) == "alternate" ? (string?)link.Attribute("href") : null)
            .FirstOrDefault(
                text => Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme.StartsWith("http",
                StringComparison.Ordinal));
        return own is null ? address : new Uri(own);
    }

    private static IEnumerable<(XElement At, string Address)> Candidates(XElement item)
    {
        var links = FeedNames.Children(item, "link").Concat(FeedNames.Children(item, "atom:link")).Distinct().ToList();
        var own = links.Where(link => link.Name.Namespace == item.Name.Namespace).ToList();
        var written = own.Select(link => (link, link.Value.Trim()));
        var alternate = links.Where(link => Rel(link) == "alternate").OrderBy(IsOtherType)
            .Select(link => (link, (string?)link.Attribute("href") ?? ""));
        var guid = FeedNames.Children(item, "guid").Where(one => (string?)one.Attribute("isPermaLink") != "false")
            .Concat(FeedNames.Children(item, "id")).Select(one => (one, one.Value.Trim()))
            .Where(one => one.Item2.StartsWith("http", StringComparison.OrdinalIgnoreCase));
        var about = item.Attributes().Where(one => one.Name.LocalName == "about").Select(one => (item, one.Value));
        var others = links.Where(link => Rel(link) is "related" or "via" || !Elsewhere.Contains(Rel(link)))
            .Select(link => (link, (string?)link.Attribute("href") ?? ""));
        return written.Concat(alternate).Concat(guid).Concat(about).Concat(others)
            .Where(link => link.Item2.Length > 0);
    }

    private static string Rel(XElement link) =>
        ((string?)link.Attribute("rel"))?.Trim().ToLowerInvariant() is { Length: > 0 } rel ? rel : "alternate";

    /// <summary>The page goes before the same entry as a feed or a PDF.</summary>
    private static bool IsOtherType(XElement link) =>
        (string?)link.Attribute("type") is { } type && !type.Contains("html", StringComparison.OrdinalIgnoreCase);

    private string? Absolute(XElement at, string written)
    {
        if (Uri.TryCreate(written, UriKind.Absolute, out var whole) && whole.Scheme != Uri.UriSchemeFile)
        {
            return written;
        }

        var bases =
            at.AncestorsAndSelf().Select(one => (string?)one.Attribute(XNamespace.Xml + "base")).OfType<string>()
            .Take(20).Reverse();
        var from = start;
        foreach (var one in bases)
        {
            from = from is null ? Uri.TryCreate(one, UriKind.Absolute, out var first) ? first : null
                : Uri.TryCreate(from, one, out var next) ? next : from;
        }

        return from is not null && Uri.TryCreate(from, written, out var found) ? found.AbsoluteUri : null;
    }
}
