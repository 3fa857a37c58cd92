using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// Builds a tree that is bounded: what is nested deeper than <see cref="MaxDepth"/> adds its text to the last element
/// that is kept, and a text of more than <see cref="MaxElements"/> elements is rejected. Both take linear time.
/// </summary>
internal sealed class XmlTree
{
    /// <summary>No format of papers nests deeper than 15.</summary>
    public const int MaxDepth = 100;

    /// <summary>A feed of 2,000 papers has 40,000; each takes about 150 bytes.</summary>
    public const int MaxElements = 200_000;

    /// <summary>An element compares each of its attributes with all before it.</summary>
    private const int MaxAttributes = 200;

    private static readonly CutMark Mark = new();

    private readonly StringBuilder text = new();
    private XElement? current;
    private int depth;
    private int elements;

    public XElement? Root { get; private set; }

    public static XElement? Build(XmlReader reader)
    {
        var tree = new XmlTree();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var isEmpty = reader.IsEmptyElement;
                    tree.Open(XName.Get(reader.LocalName, reader.NamespaceURI), Attributes(reader));
                    if (isEmpty)
                    {
                        tree.Close();
                    }

                    break;
                case XmlNodeType.EndElement:
                    tree.Close();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace
                    or XmlNodeType.Whitespace:
                    tree.Add(reader.Value);
                    break;
                default:
                    break;
            }
        }

        return tree.Root;
    }

    private static List<XAttribute> Attributes(XmlReader reader)
    {
        var attributes = new List<XAttribute>(reader.AttributeCount);
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix != "xmlns" && reader.Name != "xmlns" && attributes.Count < MaxAttributes)
            {
                attributes.Add(new XAttribute(XName.Get(reader.LocalName, reader.NamespaceURI), reader.Value));
            }
        }

        return attributes;
    }

    /// <exception cref="InvalidDataException">
    /// There are too many elements; a second, lenient reading would find as many.
    /// </exception>
    public void Open(XName name, List<XAttribute> attributes)
    {
        if (++elements > MaxElements)
        {
            throw new InvalidDataException($"it has more than {MaxElements:N0} elements");
        }

        if (depth++ >= MaxDepth)
        {
            return;
        }

        Flush();
        var element = new XElement(name, attributes);
        current?.Add(element);
        Root ??= element;
        current = element;
    }

    public void Close()
    {
        if (--depth >= MaxDepth)
        {
            return;
        }

        Flush();
        current = current?.Parent;
    }

    /// <summary>The text ends here: what is still open is cut.</summary>
    public void Cut()
    {
        Flush();
        foreach (var element in current?.AncestorsAndSelf() ?? [])
        {
            element.AddAnnotation(Mark);
        }
    }

    /// <summary>Whether the text broke off inside an element.</summary>
    public static bool IsCut(XElement element) => element.Annotation<CutMark>() is not null;

    public void Add(string value) => text.Append(value);

    public void Add(char value) => text.Append(value);

    private void Flush()
    {
        if (text.Length > 0)
        {
            current?.Add(text.ToString());
            text.Clear();
        }
    }

    private sealed class CutMark;
}
