using System.Net;
using System.Text;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// Text of a lenient reading: entities of XML, HTML and the document's own are their characters, a stray &amp; is
/// itself, and characters that XML forbids are left out.
/// </summary>
internal static class LenientText
{
    private const int MaxEntity = 32;

    public static string Of(string raw, IReadOnlyDictionary<string, string> entities)
    {
        var text = new StringBuilder(raw.Length);
        Read(raw, entities, piece => text.Append(piece));
        return text.ToString();
    }

    public static void Add(ReadOnlySpan<char> raw, IReadOnlyDictionary<string, string> entities, XmlTree tree) =>
        Read(raw, entities, tree.Add);

    /// <summary>Text without entities, as in CDATA.</summary>
    public static void AddPlain(ReadOnlySpan<char> raw, XmlTree tree) => tree.Add(Allowed(raw));

    private static void Read(ReadOnlySpan<char> raw, IReadOnlyDictionary<string, string> entities, Action<string> add)
    {
        while (raw.Length > 0)
        {
            var sign = raw.IndexOf('&');
            if (sign != 0)
            {
                var plain = sign < 0 ? raw : raw[..sign];
                add(Allowed(plain));
                raw = raw[plain.Length..];
                continue;
            }

            var head = raw[..Math.Min(raw.Length, MaxEntity)];
            var end = head.IndexOf(';');
            var value = end < 2 ? null : Entity(head[1..end].ToString(), entities);
            add(value ?? "&");
            raw = raw[(value is null ? 1 : end + 1)..];
        }
    }

    private static string? Entity(string name, IReadOnlyDictionary<string, string> entities)
    {
        if (entities.TryGetValue(name, out var own))
        {
            return Allowed(own);
        }

        var written = $"&{name};";
        var value = WebUtility.HtmlDecode(written);
        return name[0] == '#' ? value == written ? "" : Allowed(value) : value == written ? null : value;
    }

    private static string Allowed(ReadOnlySpan<char> text)
    {
        var isClean = true;
        foreach (var c in text)
        {
            if ((c < ' ' && c is not ('\t' or '\n' or '\r')) || c >= '\uFFFE' || char.IsSurrogate(c))
            {
                isClean = false;
                break;
            }
        }

        if (isClean)
        {
            return text.ToString();
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((rune.Value >= ' ' || rune.Value is '\t' or '\n' or '\r')
                && rune.Value is not (0xFFFE or 0xFFFF or 0xFFFD))
            {
                kept.Append(rune.ToString());
            }
        }

        return kept.ToString();
    }
}
