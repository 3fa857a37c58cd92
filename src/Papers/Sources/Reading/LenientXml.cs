using System.Xml.Linq;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// The second reading of a text that is not well-formed: stray signs, entities of HTML, control characters, undeclared
/// prefixes, unquoted attributes, tags that are not closed or cross each other, and text around the root do no harm.
/// It is one pass in linear time. AngleSharp's XML parser ignores an end tag that does not match, so one open
/// <c>&lt;br&gt;</c> swallows the rest of a feed, and it keeps entities as they are; hence a reader of our own.
/// </summary>
internal sealed class LenientXml
{
    private static readonly string[] Roots =
        ["<?xml", "<rss", "<feed", "<rdf:RDF", "<RDF", "<atom:feed", "<PubmedArticleSet", "<channel"];

    private readonly string text;
    private readonly IReadOnlyDictionary<string, string> entities;
    private readonly XmlTree tree = new();
    private readonly LenientNames names = new();
    private readonly Stack<(string Name, string Namespace)> open = new();
    private readonly Dictionary<string, int> openByName = new(StringComparer.Ordinal);
    private int at;
    private bool done;

    private LenientXml(string text, int at, IReadOnlyDictionary<string, string>? entities) =>
        (this.text, this.at, this.entities) = (text, at, entities ?? new Dictionary<string, string>());

    /// <returns>The root; with a fault where the text breaks off: what is still open then is cut
    /// (<see cref="XmlTree.IsCut"/>).</returns>
    public static (XElement? Root, string? Fault) Read(string text)
    {
        var start = Roots.Select(root => text.IndexOf(root, StringComparison.OrdinalIgnoreCase)).Where(at => at >= 0)
            .DefaultIfEmpty(text.IndexOf('<', StringComparison.Ordinal)).Min();
        if (start < 0)
        {
            return (null, "it has no XML");
        }

        var whole = DocumentType.Of(text);
        var type = whole ?? DocumentType.Of(text[start..]);
        if (type?.Fault is { } bomb)
        {
            return (null, bomb);
        }

        var reader = new LenientXml(text, whole?.End ?? start + (type?.End ?? 0), type?.Entities);
        try
        {
            reader.Run();
        }
        catch (InvalidDataException fault)
        {
            return (null, fault.Message);
        }

        if (reader.tree.Root is not { } root)
        {
            return (null, "it has no XML");
        }

        if (reader.done || root.Name.LocalName.Equals("html", StringComparison.OrdinalIgnoreCase))
        {
            return (root, null);
        }

        reader.tree.Cut();
        return (root, $"it breaks off before its end; <{root.Name.LocalName}> is not closed");
    }

    private void Run()
    {
        while (at < text.Length && !done)
        {
            var next = text.IndexOf('<', at);
            var end = next < 0 ? text.Length : next;
            if (open.Count > 0)
            {
                LenientText.Add(text.AsSpan(at, end - at), entities, tree);
            }

            at = end;
            if (at < text.Length)
            {
                Markup();
            }
        }
    }

    private void Markup()
    {
        var rest = text.AsSpan(at);
        if (rest.StartsWith("<![CDATA["))
        {
            var end = Skip("]]>");
            if (open.Count > 0)
            {
                LenientText.AddPlain(text.AsSpan(end.Start + 9, end.Inside - 9), tree);
            }
        }
        else if (rest.StartsWith("<!--"))
        {
            Skip("-->");
        }
        else if (rest is ['<', '?' or '!', ..])
        {
            Skip(">");
        }
        else if (rest is ['<', '/', var c, ..] && (char.IsLetter(c) || c == '_'))
        {
            var (start, inside) = Skip(">");
            CloseTo(text.AsSpan(start + 2, inside - 2).Trim().ToString());
        }
        else if (rest is ['<', var d, ..] && (char.IsLetter(d) || d == '_'))
        {
            Element();
        }
        else
        {
            at++;
            if (open.Count > 0)
            {
                tree.Add('<');
            }
        }
    }

    /// <summary>Goes behind the end of a piece of markup; where it has none, behind the text.</summary>
    private (int Start, int Inside) Skip(string end)
    {
        var start = at;
        var found = text.IndexOf(end, at + 1, StringComparison.Ordinal);
        at = found < 0 ? text.Length : found + end.Length;
        return (start, (found < 0 ? text.Length : found) - start);
    }

    private void Element()
    {
        var tag = LenientTag.Read(text, at, entities);
        at = tag.End;
        var scope = open.Count > 0 ? open.Peek().Namespace : "";
        var (name, inner) = names.Of(tag, scope);
        tree.Open(name, names.Attributes(tag));
        if (tag.IsEmpty)
        {
            tree.Close();
            done = open.Count == 0;
            return;
        }

        open.Push((tag.Name, inner));
        openByName[tag.Name] = openByName.GetValueOrDefault(tag.Name) + 1;
    }

    /// <summary>
    /// Closes what is open down to the last element of this name; ignores the tag where there is none.
    /// </summary>
    private void CloseTo(string name)
    {
        if (openByName.GetValueOrDefault(name) == 0)
        {
            return;
        }

        string closed;
        do
        {
            closed = open.Pop().Name;
            openByName[closed]--;
            tree.Close();
        }
        while (closed != name);
        done = open.Count == 0;
    }
}
