using System.Xml;
using System.Xml.Linq;

namespace DigestMailer.Papers;

/// <summary>Reads XML without document types, outside entities or bombs, and without regard to namespaces, which differ between eras.</summary>
internal static class Xml
{
    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = WebFetch.MaxBytes };

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

    public static IEnumerable<XElement> All(XContainer parent, string name) => parent.Elements().Where(element => element.Name.LocalName == name);

    public static XElement? One(XContainer? parent, string name) => parent is null ? null : All(parent, name).FirstOrDefault();

    public static string? Text(XContainer? parent, string name) => One(parent, name)?.Value.Trim();
}
