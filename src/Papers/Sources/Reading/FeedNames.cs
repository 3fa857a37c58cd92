using System.Xml.Linq;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// The namespaces of feeds. In our own paths a plain name is one of the feed's core, and a prefix of
/// <see cref="Usual"/> stands for its namespace, so that <c>media:title</c> is never taken for the title.
/// </summary>
internal static class FeedNames
{
    public const string Atom = "http://www.w3.org/2005/Atom";

    private const string OldAtom = "http://purl.org/atom/ns#";

    /// <summary>Namespaces by the prefix that feeds give them, also where they do not declare it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Usual = new Dictionary<string, string>
    {
        ["atom"] = Atom,
        ["atom10"] = Atom,
        ["dc"] = "http://purl.org/dc/elements/1.1/",
        ["dcterms"] = "http://purl.org/dc/terms/",
        ["content"] = "http://purl.org/rss/1.0/modules/content/",
        ["media"] = "http://search.yahoo.com/mrss/",
        ["prism"] = "http://prismstandard.org/namespaces/basic/2.0/",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["rss"] = "http://purl.org/rss/1.0/",
        ["sy"] = "http://purl.org/rss/1.0/modules/syndication/",
        ["slash"] = "http://purl.org/rss/1.0/modules/slash/",
        ["wfw"] = "http://wellformedweb.org/CommentAPI/",
        ["admin"] = "http://webns.net/mvcb/",
        ["itunes"] = "http://www.itunes.com/dtds/podcast-1.0.dtd",
        ["arxiv"] = "http://arxiv.org/schemas/atom",
        ["opensearch"] = "http://a9.com/-/spec/opensearch/1.1/",
        ["feedburner"] = "http://rssnamespace.org/feedburner/ext/1.0",
        ["georss"] = "http://www.georss.org/georss",
        ["thr"] = "http://purl.org/syndication/thread/1.0",
        ["cc"] = "http://web.resource.org/cc/",
        ["xhtml"] = "http://www.w3.org/1999/xhtml",
        ["xlink"] = "http://www.w3.org/1999/xlink",
        ["mml"] = "http://www.w3.org/1998/Math/MathML",
        ["ns0"] = Atom,
    };

    private static readonly HashSet<string> Core =
    [
        "", Atom, OldAtom, "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2",
        "http://backend.userland.com/RSS2", "http://blogs.law.harvard.edu/tech/rss",
        "http://cyber.law.harvard.edu/rss/rss.html", "http://my.netscape.com/publish/formats/rss-0.91.dtd",
    ];

    public static bool IsCore(XElement element) => Core.Contains(element.Name.NamespaceName);

    /// <summary>The texts at one of our own paths, such as <c>dc:creator</c> or <c>author.name</c>.</summary>
    public static IEnumerable<string> Texts(XElement item, string path)
    {
        var (steps, attribute) = path.Split('@') is [var before, var after] ? (before, after) : (path, null);
        IEnumerable<XElement> at = [item];
        foreach (var step in steps.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            at = at.SelectMany(parent => Children(parent, step));
        }

        return at.Select(found => attribute is null ? FeedText.Of(found) : Attribute(found, attribute))
            .OfType<string>();
    }

    /// <summary>Children of a name; for a plain name those of the parent's own namespace go first.</summary>
    public static IEnumerable<XElement> Children(XElement parent, string step)
    {
        if (step.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            return Xml.All(parent, step[(colon + 1)..]).Where(child => IsOf(child, step[..colon]));
        }

        var named = Xml.All(parent, step).ToList();
        var own = named.Where(child => child.Name.Namespace == parent.Name.Namespace).ToList();
        return own.Count > 0 ? own : named.Where(IsCore);
    }

    /// <summary>PRISM and Dublin Core have a namespace for each of their versions.</summary>
    private static bool IsOf(XElement element, string prefix) => prefix switch
    {
        "prism" => element.Name.NamespaceName.Contains("prismstandard.org/", StringComparison.Ordinal),
        "dc" => Bare(element.Name.NamespaceName).StartsWith("purl.org/dc/elements/", StringComparison.Ordinal),
        _ => Bare(element.Name.NamespaceName).SequenceEqual(Bare(Usual[prefix])),
    };

    /// <summary>Feeds write https for http, and leave out the slash at the end.</summary>
    private static ReadOnlySpan<char> Bare(string name)
    {
        var scheme = name.IndexOf("://", StringComparison.Ordinal);
        return name.AsSpan(scheme < 0 ? 0 : scheme + 3).TrimEnd('/');
    }

    private static string? Attribute(XElement element, string name) =>
        element.Attributes().FirstOrDefault(one => one.Name.LocalName == name)?.Value.Trim();
}
