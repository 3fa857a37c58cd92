using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Text;

/// <summary>
/// Repairs words that were broken at the end of a line ("autoregres- sive"). A compound keeps its hyphen
/// ("fine-tuning"), and a hyphen that waits for its word stays ("pre- and post-training").
/// </summary>
internal static partial class BrokenWords
{
    private static readonly FrozenSet<string> Waiting = Words(
        "and or to vs versus nor und oder et ou y as but than through plus not versus/ by nor");

    /// <summary>Words that often begin a compound, and whole words that are not syllables.</summary>
    private static readonly FrozenSet<string> Firsts = Words(
        "action agent all any attention audio auto average back bench best block bottom brain camera case category "
            +
        "chain channel character class classifier client closed cloud coarse code color command common community " +
        "compute computer concept content context cost cross data dataset day decision deep demand depth " +
        "device diffusion document domain down dual early edge eight end energy entity entropy error event ever " +
        "example expert eye face fact feature feed feedback few field file film fine first five fixed flow force " +
        "four frame free front full function future gender gold gradient graph grid ground group half hand hard " +
        "hardware head health high higher human image in industry input instruction item joint key " +
        "knowledge label language large large-scale last layer lead learning left level life light line linear link " +
        "local logic long low lower machine main many map mask max medium memory meta mid middle mixed " +
        "mixture model molecular motion multi multiple must name near network new next nine noise non note object off "
        +
        "on one online open out output over pair paper parameter part peer per person phone physics pixel plan " +
        "player point pose post pre present prior problem process product program proof property pseudo quality " +
        "quantum query question quick random range rank rate real reason reasoning reference region reinforcement " +
        "relation resource result reward right robot role rule run sample scale scene second self semi sensor " +
        "sentence sequence server service set seven shape short side signal simple single six size skill slow small " +
        "so source space spatial speaker speech speed stage stand start state step still stop story " +
        "surface symbol system table tail target task teacher team temporal ten test text theory third three time " +
        "token tool top topic training trajectory transformer trust truth turn two type ultra unit user value " +
        "variable vector vehicle video view vision visual voice wall water way web week weight well whole wide wise " +
        "word work world write year zero");

    /// <summary>Words that often end a compound.</summary>
    private static readonly FrozenSet<string> Seconds = Words(
        "academy adaptive agnostic aligned annotated art artifact attention augmented aware balanced based bit bound " +
        "box by centric class conditioned consuming consistent context controlled correlated decoder defined degree " +
        "dependent derived dimensional directional distance domain driven edge editing efficient encoder end enhanced "
        +
        "equivariant evolving expert field fidelity first fly following form formed free friendly generated grade " +
        "grained grounded guided hop image in induced informed intensive invariant known language latency layer lead " +
        "learned learning level life line linear list lived loop making matrix memory modal model off of on oriented " +
        "out pair parameter performance performing place player point precision process product purpose quality " +
        "quantum ranking rank rate ray ready reasoning rejection related resolution resource rich right robust sample "
        +
        "scale scene search second sequence set sharing shaped shot side size sized source space specific speed stage "
        +
        "standing start state step strategy structure style supervised supervision task tail term text the theoretic " +
        "through time to token tolerance track trained training transfer tune tuned tuning turn type up used user " +
        "value variable variate verse video view vision wide width wise word world year");

    /// <summary>The text with its broken words whole. What is broken is told by the spaces after a hyphen.</summary>
    public static string Join(string text) =>
        text.Contains("- ", StringComparison.Ordinal) || text.Contains("‐ ", StringComparison.Ordinal)
            ? Broken().Replace(text, match => Joined(match, text))
            : text;

    private static string Joined(Match match, string text)
    {
        var (left, right) = (match.Groups[1].Value, match.Groups[2].Value);
        var first = left[(left.LastIndexOf('-') + 1)..];
        if (Waiting.Contains(right) || first.Length < 2)
        {
            return match.Value;
        }

        var whole = left + right;
        if (Has(text, whole))
        {
            return whole;
        }

        return Has(text, $"{left}-{right}") || left.Contains('-', StringComparison.Ordinal)
            || Firsts.Contains(first.ToLowerInvariant()) || Seconds.Contains(right)
            || first.EndsWith("ly", StringComparison.Ordinal) || HasCapitalInside(first)
            ? $"{left}-{right}"
            : whole;
    }

    /// <summary>A short text has few breaks, so that looking through it for each costs little.</summary>
    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static bool HasCapitalInside(string word) => word.AsSpan(1).IndexOfAnyInRange('A', 'Z') >= 0;

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\b(\p{L}[\p{L}-]{0,60})[-‐] +(\p{Ll}{2,40})\b", RegexOptions.NonBacktracking)]
    private static partial Regex Broken();
}
