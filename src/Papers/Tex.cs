using System.Text;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers;

/// <summary>
/// Turns the TeX of titles, names and abstracts into Unicode: accents, quotes, Greek letters, common signs, simple sub- and superscripts.
/// What it does not know is left readable, without its backslash where that is safe.
/// </summary>
internal static partial class Tex
{
    private static readonly Dictionary<char, char> Accents = new()
    {
        ['\''] = '\u0301',
        ['`'] = '\u0300',
        ['^'] = '\u0302',
        ['"'] = '\u0308',
        ['~'] = '\u0303',
        ['='] = '\u0304',
        ['.'] = '\u0307',
        ['u'] = '\u0306',
        ['v'] = '\u030C',
        ['H'] = '\u030B',
        ['c'] = '\u0327',
        ['k'] = '\u0328',
        ['d'] = '\u0323',
        ['b'] = '\u0331',
        ['r'] = '\u030A',
    };

    private const string Super = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ";
    private const string SuperFrom = "0123456789+-()ni";
    private const string Sub = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";
    private const string SubFrom = "0123456789+-()aehijklmnoprstuvx";

    public static string ToUnicode(string text)
    {
        if (text.AsSpan().IndexOfAny('\\', '$', '`') < 0 && text.AsSpan().IndexOfAny('~', '^', '\'') < 0)
        {
            return text;
        }

        text = Accent().Replace(text, Accented);
        text = Math().Replace(text, match => Formula(match.Groups[1].Value));
        text = Command().Replace(text, Known);
        text = Styled().Replace(text, "$2");
        text = BareDegree().Replace(text, "°");
        text = Commands(text);
        return text.Replace("``", "“", StringComparison.Ordinal).Replace("''", "”", StringComparison.Ordinal).Replace('~', ' ');
    }

    private static string Accented(Match match)
    {
        var letter = match.Groups["l"].Value.TrimStart('\\');
        return (letter + Accents[match.Groups["a"].Value[0]]).Normalize(NormalizationForm.FormC);
    }

    private static string Formula(string formula)
    {
        formula = Command().Replace(formula, Known);
        formula = Styled().Replace(Styled().Replace(formula, "$2"), "$2");
        formula = BareDegree().Replace(formula, "°");
        formula = Raised().Replace(formula, match => Scripted(match, '^', SuperFrom, Super));
        formula = Lowered().Replace(formula, match => Scripted(match, '_', SubFrom, Sub));
        return Commands(formula).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
    }

    /// <summary>A script whose every sign has a raised or lowered form; others keep their mark.</summary>
    private static string Scripted(Match match, char mark, string from, string to)
    {
        var inner = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
        return inner.Length > 0 && inner.All(c => from.Contains(c, StringComparison.Ordinal))
            ? string.Concat(inner.Select(c => to[from.IndexOf(c, StringComparison.Ordinal)]))
            : mark + inner;
    }

    /// <summary>The space after a command ends it; it goes where the sign is a letter of a word (<c>\AA ngstrom</c>) and stays elsewhere.</summary>
    private static string Known(Match match) => TexSigns.Find(match.Groups[1].Value) switch
    {
        null => match.Value,
        [] => "",
        [<= 'ɏ' and var letter] sign when char.IsLetter(letter) => sign,
        var sign => sign + match.Groups["gap"].Value,
    };

    /// <summary>What is left: an escaped sign stands for itself, an unknown command for its name.</summary>
    private static string Commands(string text) => Escaped().Replace(text, "$1");

    [GeneratedRegex("""\{\\(?<a>['`^"~=.]|[uvHckdbr](?=\{|\s|\\))\s*(?:\{\s*(?<l>\\[ij]|[A-Za-z])\s*\}|(?<l>\\[ij]|[A-Za-z]))\}|\\(?<a>['`^"~=.]|[uvHckdbr](?=\{|\s|\\))\s*(?:\{\s*(?<l>\\[ij]|[A-Za-z])\s*\}|(?<l>\\[ij](?![A-Za-z])|[A-Za-z]))""")]
    private static partial Regex Accent();

    [GeneratedRegex(@"\$\$?([^$]{1,400})\$\$?")]
    private static partial Regex Math();

    [GeneratedRegex(@"\\([A-Za-z]+)(?:(?<gap>\s+)(?=[A-Za-z\d])|\{\})?")]
    private static partial Regex Command();

    [GeneratedRegex(@"\\(text\w*|math\w*|emph|operatorname|url|href|mbox|boldsymbol|bm|em|it|bf|tt|rm|sc|hat|tilde|bar|vec|overline|underline)\s*\{([^{}]*)\}")]
    private static partial Regex Styled();

    [GeneratedRegex(@"\^\{?(?:∘|\\circ|circ\b)\}?")]
    private static partial Regex BareDegree();

    [GeneratedRegex(@"\^(?:\{([^{}]*)\}|(\w))")]
    private static partial Regex Raised();

    [GeneratedRegex(@"_(?:\{([^{}]*)\}|(\w))")]
    private static partial Regex Lowered();

    [GeneratedRegex(@"\\([%&#_${}A-Za-z ,;!])")]
    private static partial Regex Escaped();
}
