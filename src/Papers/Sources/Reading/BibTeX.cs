using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>What a BibTeX text holds: the good entries, and the first fault with how many entries it cost.</summary>
internal sealed record BibTeXAnswer(List<Dictionary<string, string>> Entries, string? Fault, int Bad);

/// <summary>
/// Reads BibTeX, an entry at a time: a bad entry costs itself alone, for the next one begins where a line does. What
/// abbreviations expand to is bounded for the whole text. Time grows with the length of the text.
/// </summary>
internal static partial class BibTeX
{
    /// <summary>
    /// An entry whose text has lines that look like entries is read again with up to this many of them.
    /// </summary>
    private const int MaxJoined = 4;

    public static BibTeXAnswer Read(string text)
    {
        var starts = Start().EnumerateMatches(text);
        var places = new List<int>();
        foreach (var start in starts)
        {
            places.Add(start.Index);
        }

        places.Add(text.Length);
        var answer = new BibTeXAnswer([], null, 0);
        var words = new BibTeXWords(text.Length);
        for (var i = 0; i < places.Count - 1;)
        {
            (answer, var read) = One(text, places, i, words, answer);
            i += read;
        }

        return answer;
    }

    /// <summary>Reads the entries from one place; how many places were used.</summary>
    private static (BibTeXAnswer Answer, int Read) One(string text, List<int> places, int from, BibTeXWords words,
        BibTeXAnswer answer)
    {
        BibTeXEntryReader? first = null;
        for (var joined = 1; joined <= MaxJoined && from + joined < places.Count; joined++)
        {
            var reader = new BibTeXEntryReader(text, places[from], places[from + joined], words);
            var isCut = reader.Read();
            first ??= reader;
            if (reader.IsGood)
            {
                answer.Entries.AddRange(reader.Entries);
                return (answer, joined);
            }

            if (!isCut)
            {
                break;
            }
        }

        answer.Entries.AddRange(first!.Entries);
        return (answer with { Fault = answer.Fault ?? first.Fault, Bad = answer.Bad + 1 }, 1);
    }

    /// <summary>An entry at the beginning of a line.</summary>
    [GeneratedRegex(@"^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]", RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex Start();
}
