using System.Collections.Frozen;

namespace DigestMailer.Papers.Text;

/// <summary>
/// The names of HTML, JATS and MathML in lower case and without a prefix, by what they mean for the text.
/// </summary>
internal static class MarkupNames
{
    /// <summary>What begins a new word.</summary>
    public static readonly FrozenSet<string> Blocks = Names(
        "address article aside blockquote body br caption col dd div dl dt fig figcaption figure footer form " +
        "h1 h2 h3 h4 h5 h6 header hr html li list list-item main nav ol option p pre sec section select summary " +
        "table tbody td tfoot th thead title tr ul abstract disp-formula disp-quote label");

    /// <summary>What is left out with all that is in it.</summary>
    public static readonly FrozenSet<string> Unread =
        Names("script style noscript template head iframe svg annotation annotation-xml");

    /// <summary>
    /// What is markup even where it arrives escaped twice; a text about <c>&lt;canvas&gt;</c> is not.
    /// </summary>
    public static readonly FrozenSet<string> Formatting = Names(
        "a b br div em i italic bold li ol p script span strong style sub sup title ul sec list list-item");

    /// <summary>What never has anything in it, and so no end.</summary>
    public static readonly FrozenSet<string> Empty = Names("br hr img wbr input embed source mspace mprescripts");

    private static readonly FrozenSet<string> MathMl = Names(
        "math mi mn mo mrow msub msup msubsup mtext mfrac msqrt mroot mover munder munderover mstyle mspace mpadded " +
        "mphantom menclose mfenced mmultiscripts mprescripts mtable mtr mtd semantics annotation annotation-xml");

    private static readonly FrozenSet<string> Inline = Names(
        "a abbr acronym b bdi bdo big bold canvas cite code data del dfn em ext-link font i img inline-formula ins " +
        "italic kbd mark monospace overline q ruby rt rp s samp sans-serif sc scp small span strike strong sub " +
        "sup tex-math time tt u uri var wbr xref alternatives svg picture source video audio iframe object embed " +
        "input button");

    public static bool IsKnown(string name) =>
        Blocks.Contains(name) || Inline.Contains(name) || MathMl.Contains(name) || Unread.Contains(name);

    /// <summary>Whether the place of what is in the element carries its meaning, as that of an exponent.</summary>
    public static bool IsFormula(string name) => name == "sup" || MathMl.Contains(name);

    private static FrozenSet<string> Names(string names) =>
        names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
