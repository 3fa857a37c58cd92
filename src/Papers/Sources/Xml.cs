using System.Xml;
using System.Xml.Linq;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Reads XML without document types, outside entities or bombs, and without regard to namespaces, which differ between
/// eras.
/// </summary>
internal static class Xml
{
    private static readonly XmlReaderSettings Safe =
        new()
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = WebFetch.MaxBytes
        };

    /// <summary>The root, or the fault in words.</summary>
    public static (XElement? Root, string? Fault) Read(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart()), Safe);
            return (XDocument.Load(reader).Root, null);
        }
        catch (XmlException fault)
        {
            return (null, fault.Message.TrimEnd('.'));
        }
    }

    public static IEnumerable<XElement> All(XContainer parent, string name) =>
        parent.Elements().Where(element => element.Name.LocalName == name);

    public static XElement? One(XContainer? parent, string name) =>
        parent is null ? null : All(parent, name).FirstOrDefault();

    /// <summary>The text of an element inside; null where there is none, or it is empty.</summary>
    public static string? Text(XContainer? parent, string name) =>
        One(parent, name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>
    /// The texts at a path such as <c>author.name</c> or <c>link@href</c>; prefixes of namespaces do not count.
    /// </summary>
    public static IEnumerable<string> Texts(XElement element, string path)
    {
        var (steps, attribute) = path.Split('@') is [var before, var after] ? (before, after) : (path, null);
        IEnumerable<XElement> at = [element];
        foreach (var step in steps.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = step[(step.IndexOf(':', StringComparison.Ordinal) + 1)..];
            at = at.SelectMany(parent => All(parent, name));
        }

        return at.Select(
            found =>
                attribute is null ? found.Value.Trim()
                    : found.Attributes().FirstOrDefault(one => one.Name.LocalName == attribute)?.Value.Trim())
                    .OfType<string>();
    }
}
