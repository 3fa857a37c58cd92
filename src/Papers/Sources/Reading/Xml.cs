using System.Text;
using System.Xml;
using System.Xml.Linq;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// Reads XML strictly, and a second time leniently where it is malformed, within bounds of depth, elements and
/// entities. Names of the text are looked up without regard to namespaces, which differ between eras.
/// </summary>
internal static class Xml
{
    private static readonly XmlReaderSettings Settings =
        new()
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            MaxCharactersInDocument = Fetching.TextRoom.MaxBytes,
            CheckCharacters = false,
        };

    /// <summary>The root, or the fault in words for an operator.</summary>
    public static (XElement? Root, string? Fault) Read(string text) =>
        ReadPart(text) is var (root, fault) && fault is null ? (root, null) : (null, fault);

    /// <summary>The same; both the root and the fault where the text breaks off.</summary>
    public static (XElement? Root, string? Fault) ReadPart(string text)
    {
        if (DocumentType.Of(text) is { Fault: { } bomb })
        {
            return (null, bomb);
        }

        var start = text.AsSpan().TrimStart();
        if (start.Length == 0)
        {
            return (null, "it is empty");
        }

        try
        {
            // Prefixes that feeds use without declaring them are known from the start.
            var names = new XmlNamespaceManager(new NameTable());
            foreach (var (prefix, address) in FeedNames.Usual)
            {
                names.AddNamespace(prefix, address);
            }

            using var reader = XmlReader.Create(new StringReader(text[^start.Length..]), Settings,
                new XmlParserContext(names.NameTable, names, null, XmlSpace.None));
            return (XmlTree.Build(reader), null);
        }
        catch (XmlException)
        {
            return LenientXml.Read(text);
        }
        catch (InvalidDataException large)
        {
            return (null, large.Message);
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
    /// The text of an element with the tags of its formulas, which need them: <c>10&lt;sup&gt;5&lt;/sup&gt;</c>.
    /// </summary>
    /// <param name="before">What is written before an element inside; null leaves the element out.</param>
    public static string Markup(XElement element, Func<XElement, string?>? before = null)
    {
        if (!element.HasElements)
        {
            return element.Value;
        }

        var text = new StringBuilder();
        Write(element);
        return text.ToString();

        // As deep as the tree, which is bounded.
        void Write(XElement parent)
        {
            foreach (var node in parent.Nodes())
            {
                if (node is XText plain)
                {
                    text.Append(plain.Value);
                }
                else if (node is XElement inner && (before is null ? "" : before(inner)) is { } start)
                {
                    var name = inner.Name.LocalName;
                    var isFormula = MarkupNames.IsFormula(name);
                    text.Append(start).Append(isFormula ? $"<{name}>" : "");
                    Write(inner);
                    text.Append(isFormula ? $"</{name}>" : "");
                }
            }
        }
    }

    /// <summary>
    /// The texts at a path of the operator's own, such as <c>author.name</c> or <c>link@href</c>; prefixes of
    /// namespaces do not count.
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
                attribute is null ? Markup(found).Trim()
                    : found.Attributes().FirstOrDefault(one => one.Name.LocalName == attribute)?.Value.Trim())
                    .OfType<string>();
    }
}
