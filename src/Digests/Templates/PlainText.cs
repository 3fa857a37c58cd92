using System.Globalization;
using System.Text;

namespace DigestMailer.Digests.Templates;

/// <summary>
/// Makes text from strangers harmless: no controls, no broken surrogates, no reordering marks, no holes of a
/// <see cref="Stencil"/>.
/// </summary>
internal static class PlainText
{
    /// <summary>One line: every run of white space and controls is one space, and there is none at the ends.</summary>
    public static string Line(string? text)
    {
        // Addresses, and most titles and names, of which each mail has many, need no look at each rune.
        if (text is not null && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')
            && !text.Contains("  ", StringComparison.Ordinal) && text is not [' ', ..] and not [.., ' '])
        {
            return text;
        }

        var line = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (!Unwanted(rune))
            {
                line.Append(rune);
            }
        }

        return line.ToString().TrimEnd(' ');
    }

    /// <summary>
    /// The first sentences that fit into <paramref name="length"/> characters, or whole words and an ellipsis where the
    /// first is longer.
    /// </summary>
    public static string Opening(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        for (var i = length - 1; i > length / 3; i--)
        {
            if (text[i] is '.' or '?' or '!' && text[i + 1] == ' ' && !Abbreviation(text, i))
            {
                return text[..(i + 1)];
            }

            if (text[i] is '。' or '？' or '！')
            {
                return text[..(i + 1)];
            }
        }

        return Cut(text, length);
    }

    /// <summary>
    /// At most <paramref name="length"/> characters of whole words, ending in an ellipsis where something is left out.
    /// </summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var space = text.LastIndexOf(' ', length - 1);
        var end =
            space > length / 2 ? space : StringInfo.GetNextTextElementLength(text) > length ? 0
                : ElementsWithin(text, length - 1);
        return text[..end].TrimEnd(' ', ',', ';', ':', '.', '-', '–', '—', '(') + "…";
    }

    /// <summary>
    /// The address where it is absolute http or https and at most 2000 long, else null, so that a <c>javascript:</c>
    /// link never reaches a mail.
    /// </summary>
    public static string? Link(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.AbsoluteUri.Length <= 2000
            ? Line(uri.AbsoluteUri).Replace(" ", "%20", StringComparison.Ordinal)
            : null;

    public static string Html(string text) => text.AsSpan().IndexOfAny("&<>\"'") < 0
        ? WithoutControls(text)
        : new StringBuilder(WithoutControls(text)).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")
            .Replace("\"", "&quot;").Replace("'", "&#39;").ToString();

    public static string WithoutControls(string text) =>
        text.AsSpan().ContainsAnyExceptInRange(' ', '~') && text.Any(c => char.IsControl(c) && c != '\n')
            ? string.Concat(text.Where(c => !char.IsControl(c) || c == '\n')) : text;

    private static bool Unwanted(Rune rune) => rune.Value
        is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) // a title must not reorder the text next to it
        or (>= 0xFDD0 and <= 0xFDEF) or 0xFEFF || (rune.Value & 0xFFFE) == 0xFFFE;

    private static bool Abbreviation(string text, int dot) =>
        text.AsSpan(0, dot).EndsWith("e.g") || text.AsSpan(0, dot).EndsWith("i.e") || text.AsSpan(0, dot).EndsWith("al")
            || text.AsSpan(0, dot).EndsWith("vs");

    private static int ElementsWithin(string text, int length)
    {
        var end = 0;
        while (end < text.Length && end + StringInfo.GetNextTextElementLength(text, end) is var next && next <= length)
        {
            end = next;
        }

        return end;
    }
}
