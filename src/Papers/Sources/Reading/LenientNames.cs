using System.Xml;
using System.Xml.Linq;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// Names of elements in a lenient reading: prefixes mean what the text declares anywhere, else what feeds usually mean
/// by them; the default namespace is that of the element around.
/// </summary>
internal sealed class LenientNames
{
    private readonly Dictionary<string, string> declared = new(StringComparer.Ordinal);

    /// <param name="scope">Default namespace around the tag.</param>
    /// <returns>The element's name, and the default namespace inside it.</returns>
    public (XName Name, string Scope) Of(LenientTag tag, string scope)
    {
        foreach (var (name, value) in tag.Attributes)
        {
            if (name == "xmlns")
            {
                scope = value;
            }
            else if (name.StartsWith("xmlns:", StringComparison.Ordinal) && declared.Count < 1000)
            {
                declared[name[6..]] = value;
            }
        }

        return (Name(tag.Name, scope), scope);
    }

    public List<XAttribute> Attributes(LenientTag tag) =>
        [.. tag.Attributes.Where(one => !one.Name.StartsWith("xmlns", StringComparison.Ordinal))
            .Select(one => new XAttribute(Name(one.Name, ""), one.Value)).DistinctBy(one => one.Name)];

    private XName Name(string written, string scope)
    {
        var colon = written.IndexOf(':', StringComparison.Ordinal);
        var prefix = colon < 0 ? "" : written[..colon];
        var local = Local(written[(colon + 1)..]);
        return prefix.Length == 0 ? XName.Get(local, scope)
            : prefix == "xml" ? XNamespace.Xml + local
            : XName.Get(local, declared.GetValueOrDefault(prefix) ?? FeedNames.Usual.GetValueOrDefault(prefix)
                ?? "undeclared:" + prefix);
    }

    private static string Local(string name)
    {
        try
        {
            return XmlConvert.VerifyNCName(name);
        }
        catch (Exception fault) when (fault is XmlException or ArgumentException)
        {
            return XmlConvert.EncodeLocalName(name) is { Length: > 0 } encoded ? encoded : "_";
        }
    }
}
