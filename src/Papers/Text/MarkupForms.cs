using System.Collections.Frozen;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Text;

/// <summary>
/// Writes what elements mean by the place of their parts: an exponent is raised, a fraction has its slash. Ordinals and
/// notes that are raised too stay as they are written.
/// </summary>
/// <param name="text">What was written so far; only its end changes.</param>
internal sealed partial class MarkupForms(StringBuilder text)
{
    private const int Deepest = 30;
    private const int LongestRaised = 60;

    private static readonly FrozenSet<string> Placed =
        new[] { "sup", "msup", "msubsup", "mfrac", "msqrt" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Ordinals =
        new[] { "st", "nd", "rd", "th", "er", "re", "ère", "ème", "TM", "SM" }
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly List<Element> open = [];

    /// <summary>An element begins; of one that is empty there is no end.</summary>
    public void Begin(string name, bool isEmpty)
    {
        if (open.Count > 0)
        {
            open[^1].Parts.Add(text.Length);
        }

        if (!isEmpty && open.Count < Deepest && (open.Count > 0 || Placed.Contains(name)))
        {
            open.Add(new Element(name, text.Length, []));
        }
    }

    /// <summary>Ends the element that was opened last by this name, with all that is open inside it.</summary>
    public void End(string name)
    {
        var at = open.FindLastIndex(element => element.Name == name);
        if (at >= 0)
        {
            var element = open[at];
            open.RemoveRange(at, open.Count - at);
            Write(element);
        }
    }

    /// <summary>Forgets what is open, as no formula goes on in another paragraph.</summary>
    public void Leave() => open.Clear();

    private void Write(Element element)
    {
        switch ((element.Name, element.Parts))
        {
            case ("sup", _):
                Raise(element.Start, isMath: false);
                break;
            case ("msup", [_, var last]):
                Raise(last, isMath: true);
                break;
            case ("msubsup", [_, _, var last]):
                Raise(last, isMath: true);
                break;
            case ("mfrac", [var above, var below]):
                var denominator = Cut(below);
                text.Append(TexScripts.Whole(Cut(above))).Append('/').Append(TexScripts.Whole(denominator));
                break;
            case ("msqrt", _):
                var radicand = Cut(element.Start);
                text.Append('√').Append(TexScripts.Whole(radicand));
                break;
            default:
                break;
        }
    }

    /// <param name="isMath">White space between the elements of MathML means nothing.</param>
    private void Raise(int from, bool isMath)
    {
        if (text.Length - from > LongestRaised)
        {
            return;
        }

        var written = text.ToString(from, text.Length - from);
        var seen = Unseen().Replace(WebUtility.HtmlDecode(written), "").Trim();
        if (!Term().IsMatch(seen) || Ordinals.Contains(seen))
        {
            return;
        }

        text.Length = from;
        while (isMath && text.Length > 0 && char.IsWhiteSpace(text[^1]))
        {
            text.Length--;
        }

        text.Append(Word().IsMatch(seen) ? $"^{seen}" : TexScripts.Raised(seen));
    }

    private string Cut(int from)
    {
        var part = text.ToString(from, text.Length - from);
        text.Length = from;
        return part.Trim();
    }

    /// <summary>The signs that formulas multiply and apply functions by.</summary>
    [GeneratedRegex(@"[\u2060-\u2064\u200B]", RegexOptions.NonBacktracking)]
    private static partial Regex Unseen();

    [GeneratedRegex(@"^[\p{L}\p{N}\s+–−±=/().*'′″∗†∘°·×-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Term();

    /// <summary>Letters that are easier to read, and to find, as they are.</summary>
    [GeneratedRegex(@"^\p{L}{3,}$", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    private sealed record Element(string Name, int Start, List<int> Parts);
}
