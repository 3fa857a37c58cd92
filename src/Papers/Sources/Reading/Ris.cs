using System.Text;
using System.Text.RegularExpressions;

namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// Reads RIS: a line for each tag, "TY  - JOUR", of which a long text may go on in the next lines. Values are bounded,
/// and time grows with the length of the text.
/// </summary>
internal static partial class Ris
{
    private const int MaxValue = 50_000;

    /// <summary>
    /// Whether a text is RIS: a TY line comes before anything that looks like an entry of BibTeX.
    /// </summary>
    public static bool Is(string text) => First().Match(text) is { Success: true } match && match.Value.Contains("TY",
        StringComparison.Ordinal);

    /// <summary>The values of each reference by their tags, in order.</summary>
    public static List<Dictionary<string, List<string>>> Read(string text)
    {
        var entries = new List<Dictionary<string, List<string>>>();
        var value = new StringBuilder();
        var (tag, tags) = ("", Single().IsMatch(text) ? LooseTag() : Tag());
        foreach (var span in text.AsSpan().EnumerateLines())
        {
            if (tags.IsMatch(span))
            {
                Keep();
                tag = span.TrimStart()[..2].ToString();
                value.Append(span[(span.IndexOf('-') + 1)..].Trim());
                if (tag == "TY")
                {
                    entries.Add([]);
                }
                else if (tag == "ER")
                {
                    Keep();
                }
            }
            else if (tag.Length > 0 && value.Length < MaxValue && span.Trim() is { Length: > 0 } more)
            {
                value.Append(' ').Append(more);
            }
        }

        Keep();
        return entries;

        void Keep()
        {
            if (tag.Length > 0 && value.Length > 0 && entries.Count > 0)
            {
                var values = entries[^1].TryGetValue(tag, out var known) ? known : entries[^1][tag] = [];
                values.Add(value.ToString().Trim());
            }

            (tag, _) = ("", value.Clear());
        }
    }

    /// <summary>Two spaces tell a tag from a sentence that begins with "AI - ".</summary>
    [GeneratedRegex(@"^\s{0,3}(TY|ER) {1,2}-|^\s{0,3}[A-Z][A-Z0-9]\s{2}-", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    /// <summary>A file whose first tag has one space has one in all.</summary>
    [GeneratedRegex(@"^\s*TY -", RegexOptions.NonBacktracking)]
    private static partial Regex Single();

    [GeneratedRegex(@"^\s{0,3}[A-Z][A-Z0-9]\s{1,2}-(\s|$)", RegexOptions.NonBacktracking)]
    private static partial Regex LooseTag();

    [GeneratedRegex(@"^\s{0,3}TY {1,2}-|^[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(]",
        RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex First();
}
