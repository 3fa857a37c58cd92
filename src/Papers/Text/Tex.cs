using System.Buffers;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Text;

/// <summary>
/// Turns the TeX of titles, names and abstracts into Unicode: accents, quotes, dashes, Greek letters, common signs,
/// simple formulas. What it does not know is left readable, without its backslash. Never fails, and takes time in
/// proportion to the text.
/// </summary>
internal static partial class Tex
{
    // Milliseconds; the pattern looks around each place only by a fixed number of signs.
    private const int TimeLimit = 5000;
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\$`~^'{");

    public static string ToUnicode(string text)
    {
        if (text.AsSpan().IndexOfAny(Marks) < 0)
        {
            return Dashes.Set(text);
        }

        var plain =
            Declaration().Replace(Bare().Replace(text, "\\$0"), "{").Replace("{,}", ",", StringComparison.Ordinal);
        var group = plain != text || plain.AsSpan().IndexOfAny('\\', '$') >= 0;
        return Dashes.Set(new TexReader(plain, group).Read());
    }

    /// <summary>
    /// Commands whose backslash was lost on the way, as in some abstracts; no word of a language ends so and goes on
    /// with a brace.
    /// </summary>
    [GeneratedRegex(@"(?<!\\)(?:text(?:bf|it|tt|sc)|emph|underline|cite[pt]?|footnote|frac|texorpdfstring|"
        + @"math(?:cal|bb|bf|rm)|operatorname)(?=\{)|(?<=\{)deg(?=\})|(?<=\^\{?)circ(?![A-Za-z])",
        RegexOptions.None, TimeLimit)]
    private static partial Regex Bare();

    [GeneratedRegex(@"\{\\?(?:em|it|bf|tt|sc|sl|rm|sf)\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Declaration();
}
