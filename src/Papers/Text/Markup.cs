using System.Buffers;
using System.Net;

namespace DigestMailer.Papers.Text;

/// <summary>
/// Reads the text out of HTML, JATS and MathML: a block starts a new word, inline markup leaves no space ("CO2" out of
/// <c>CO&lt;sub&gt;2&lt;/sub&gt;</c>), an exponent is raised ("10⁵"), and scripts, styles and comments are left out.
/// It never fails, and its time grows with the length of the text.
/// </summary>
internal static class Markup
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("<&");

    /// <summary>The text that a reader of the markup would see.</summary>
    public static string Text(string markup)
    {
        if (markup.AsSpan().IndexOfAny(Signs) < 0)
        {
            return markup;
        }

        var plain = new MarkupReader(JatsFormulas.Once(markup), MarkupNames.IsKnown).Read();
        return plain.Contains('&', StringComparison.Ordinal)
            ? new MarkupReader(WebUtility.HtmlDecode(plain), MarkupNames.Formatting.Contains).Read()
            : plain;
    }
}
