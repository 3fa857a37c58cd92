using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace DigestMailer.Papers.Text;

/// <summary>
/// Reads the text out of HTML, JATS and MathML: a block starts a new word, inline markup leaves no space ("CO2" out of
/// <c>CO&lt;sub&gt;2&lt;/sub&gt;</c>), and scripts, styles and comments are left out. It never fails, and its time
/// grows with the length of the text.
/// </summary>
internal static class Markup
{
    private const int LongestTag = 500;
    private static readonly SearchValues<char> Signs = SearchValues.Create("<&");

    private static readonly FrozenSet<string> Blocks = Names(
        "address article aside blockquote body br caption col dd div dl dt fig figcaption figure footer form " +
        "h1 h2 h3 h4 h5 h6 header hr html li list list-item main nav ol option p pre sec section select summary " +
        "table tbody td tfoot th thead title tr ul abstract disp-formula disp-quote label");

    private static readonly FrozenSet<string> Inline = Names(
        "a abbr acronym b bdi bdo big bold canvas cite code data del dfn em ext-link font i img inline-formula ins " +
        "italic kbd mark math monospace overline q ruby rt rp s samp sans-serif sc scp small span strike strong sub " +
        "sup tex-math time tt u uri var wbr xref mi mn mo mrow msub msup msubsup mtext mfrac msqrt mover munder " +
        "mstyle semantics annotation alternatives svg picture source video audio iframe object embed input button");

    private static readonly FrozenSet<string> Unread = Names("script style noscript template head iframe svg");

    /// <summary>
    /// What is markup even where it arrives escaped twice; a text about <c>&lt;canvas&gt;</c> is not.
    /// </summary>
    private static readonly FrozenSet<string> Formatting = Names(
        "a b br div em i italic bold li ol p script span strong style sub sup title ul sec list list-item");

    /// <summary>The text that a reader of the markup would see.</summary>
    public static string Text(string markup)
    {
        if (markup.AsSpan().IndexOfAny(Signs) < 0)
        {
            return markup;
        }

        var plain = Stripped(markup, name => Blocks.Contains(name) || Inline.Contains(name) || Unread.Contains(name));
        return plain.Contains('&', StringComparison.Ordinal)
            ? Stripped(WebUtility.HtmlDecode(plain), Formatting.Contains)
            : plain;
    }

    private static string Stripped(string markup, Func<string, bool> isTag)
    {
        var text = new StringBuilder(markup.Length);
        for (var at = 0; at < markup.Length;)
        {
            var open = markup.IndexOf('<', at);
            if (open < 0)
            {
                text.Append(markup, at, markup.Length - at);
                break;
            }

            text.Append(markup, at, open - at);
            at = Skip(markup, open, isTag, text);
        }

        return text.ToString();
    }

    /// <summary>Where the text goes on after the tag at <paramref name="open"/>; a lone sign stays.</summary>
    private static int Skip(string markup, int open, Func<string, bool> isTag, StringBuilder text)
    {
        if (markup.AsSpan(open).StartsWith("<!--"))
        {
            return After(markup, open, "-->") ?? open + 4;
        }

        if (markup.AsSpan(open).StartsWith("<![CDATA["))
        {
            return open + 9;
        }

        var reach = markup.AsSpan(open + 1, Math.Min(LongestTag, markup.Length - open - 1));
        var end = reach.IndexOfAny('<', '>');
        if (end > 0 && reach[end] == '>' && NameOf(reach[..end]) is { } name && isTag(name))
        {
            text.Append(Blocks.Contains(name) ? " " : "");
            var next = open + end + 2;
            return Unread.Contains(name) && reach[0] != '/' && After(markup, next, $"</{name}") is { } close
                ? After(markup, close, ">") ?? markup.Length
                : next;
        }

        text.Append('<');
        return open + 1;
    }

    private static int? After(string markup, int from, string end)
    {
        var at = markup.IndexOf(end, from, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : at + end.Length;
    }

    /// <summary>The name of a tag in lower case, without the prefix of its namespace; null where it is none.</summary>
    private static string? NameOf(ReadOnlySpan<char> tag)
    {
        tag = tag.TrimStart('/');
        var length = 0;
        while (length < tag.Length && (char.IsAsciiLetterOrDigit(tag[length]) || tag[length] is '-' or ':'))
        {
            length++;
        }

        if (length == 0 || !char.IsAsciiLetter(tag[0])
            || (length < tag.Length && !char.IsWhiteSpace(tag[length]) && tag[length] != '/'))
        {
            return null;
        }

        var name = tag[..length].ToString().ToLowerInvariant();
        return name[(name.LastIndexOf(':') + 1)..];
    }

    private static FrozenSet<string> Names(string names) =>
        names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
