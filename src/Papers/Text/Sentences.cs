using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Text;

/// <summary>Where the sentences of a line begin.</summary>
internal static partial class Sentences
{
    /// <summary>The first is 0.</summary>
    public static List<int> Starts(string text)
    {
        var starts = new List<int> { 0 };
        foreach (var end in End().EnumerateMatches(text))
        {
            var start = end.Index + end.Length;
            if (start < text.Length && !char.IsLower(text[start])
                && !Abbreviation().IsMatch(text[Math.Max(0, end.Index - 6)..(end.Index + 1)]))
            {
                starts.Add(start);
            }
        }

        return starts;
    }

    /// <summary>Whether a line ends as a sentence does.</summary>
    public static bool IsWhole(string text) => text.Length > 0 && ".!?)\"”’。！？؟」』）".Contains(text[^1]);

    // Chinese and Japanese put no space between sentences.
    [GeneratedRegex("""[.!?؟][)"”’']?[ ]|[。！？][」』）]?""", RegexOptions.NonBacktracking)]
    private static partial Regex End();

    [GeneratedRegex(@"(^|[ (])(e\.g|i\.e|al|vs|cf|Fig|Eq|Sec|resp|approx|etc|[A-Z])\.$", RegexOptions.NonBacktracking)]
    private static partial Regex Abbreviation();
}
