using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Text;

/// <summary>
/// A tag: its name with nothing behind it, or with attributes behind it. So <c>1&lt;p and q&gt;1</c> has none.
/// </summary>
/// <param name="Name">In lower case, without the prefix of its namespace.</param>
/// <param name="Written">As it is written, with the prefix.</param>
/// <param name="IsEnd">Whether it ends its element.</param>
/// <param name="IsEmpty">Whether its element has nothing in it.</param>
/// <param name="Length">From &lt; to &gt;.</param>
internal sealed partial record MarkupTag(string Name, string Written, bool IsEnd, bool IsEmpty, int Length)
{
    /// <summary>The tag that begins with this text, or null. It reads no further than to the next &lt;.</summary>
    public static MarkupTag? At(ReadOnlySpan<char> text)
    {
        var from = text is ['<', '/', ..] ? 2 : 1;
        var end = from;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or ':'))
        {
            end++;
        }

        if (end == from || !char.IsAsciiLetter(text[from]) || Rest(text[end..]) is not { } rest)
        {
            return null;
        }

        var written = text[from..end].ToString();
        var name = written[(written.LastIndexOf(':') + 1)..].ToLowerInvariant();
        return new MarkupTag(name, written, from == 2, text[end + rest - 2] == '/' || MarkupNames.Empty.Contains(name),
            end + rest);
    }

    /// <summary>How long the rest of a tag behind its name is; null where it is none.</summary>
    private static int? Rest(ReadOnlySpan<char> text)
    {
        if (text is not ['>', ..])
        {
            foreach (var match in Attributes().EnumerateMatches(text))
            {
                return match.Length;
            }

            return null;
        }

        return 1;
    }

    /// <summary>
    /// Values in quotes; known names with other values, or with none; and whatever follows a first value in quotes,
    /// as pages have quotes inside quotes.
    /// </summary>
    [GeneratedRegex(
        """^(?:(?:[\s/]+(?:(?:[a-z_:@][\w:.@-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))+"""
        + "|(?:href|src|class|id|style|align|valign|width|height|color|bgcolor|size|face|lang|dir|rel|target|title"
        + "|type|border|colspan|rowspan|cellpadding|cellspacing|alt|start|clear|rid|ref-type|data-[a-z-]+)"
        + """\s*=\s*[^\s"'<>$\\]+"""
        + "|async|defer|nomodule|crossorigin|hidden|nowrap|noshade|compact|reversed|controls|autoplay|loop|muted"
        + "|disabled|checked|readonly|required|multiple|novalidate|allowfullscreen|ismap|itemscope|inert|open"
        + """|data-[a-z-]+))*[\s/]*>|[\s/]+[a-z_:@][\w:.@-]*\s*=\s*["'][^<>]*>)""",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Attributes();
}
