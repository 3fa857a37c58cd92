using System.Globalization;
using System.Text.RegularExpressions;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// References as reference managers write them: BibTeX, or RIS where the text has its tags. Entries without a title are
/// left out.
/// </summary>
internal static partial class ReferencesFormat
{
    private static readonly Dictionary<string, string> InRis = new(StringComparer.Ordinal)
    {
        ["TI"] = "title",
        ["T1"] = "title",
        ["CT"] = "title",
        ["AB"] = "abstract",
        ["N2"] = "abstract",
        ["AU"] = "authors",
        ["A1"] = "authors",
        ["KW"] = "categories",
        ["ID"] = "id",
        ["DO"] = "doi",
        ["UR"] = "url",
        ["L1"] = "pdf",
        ["DA"] = "published",
        ["Y1"] = "published",
        ["PY"] = "published",
        ["AD"] = "organization",
    };

    public static (IReadOnlyList<Listing> Listings, string? Fault) Read(string text, string source, DateOnly edition)
    {
        try
        {
            var entries = RisTag().IsMatch(text) ? Ris(text) : BibTeX.Read(text).Select(FromBibTeX);
            var listings =
                entries.Select(entry => FieldListing.Of(source, edition, name => entry.GetValueOrDefault(name) ?? []))
                    .OfType<Listing>().ToList();
            return listings.Count > 0 || string.IsNullOrWhiteSpace(text) ? (listings, null)
                : ([], "it holds no BibTeX or RIS entry with a title");
        }
        catch (FormatException fault)
        {
            return ([], $"it is no BibTeX or RIS ({fault.Message}); nothing of it was kept");
        }
    }

    private static Dictionary<string, List<string>> FromBibTeX(Dictionary<string, string> entry)
    {
        var fields = new Dictionary<string, List<string>>();
        foreach (var (ours, theirs) in new[] { ("title", "title"), ("abstract", "abstract"), ("doi", "doi"),
            ("url", "url"), ("id", "key"), ("organization", "institution") })
        {
            Add(ours, entry.GetValueOrDefault(theirs));
        }

        Add("arxivId",
            (entry.GetValueOrDefault("archiveprefix") ?? entry.GetValueOrDefault("eprinttype"))?.Equals("arxiv",
                StringComparison.OrdinalIgnoreCase) == true ? entry.GetValueOrDefault("eprint") : null);
        Add("categories", entry.GetValueOrDefault("keywords") ?? entry.GetValueOrDefault("primaryclass"));
        Add("published", entry.GetValueOrDefault("date") ?? Month(entry));
        fields["authors"] =
            [.. Names(entry.GetValueOrDefault("author") ?? "").Where(name => name is not ("" or "others"))
                .Select(name => PaperText.Natural(Readable(name)))];
        return fields;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                fields[name] =
                    [name is "title" or "abstract" or "organization" ? Readable(value)
                        : value.Replace("\\_", "_", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal)
                            .Replace("}", "", StringComparison.Ordinal)];
            }
        }
    }

    /// <summary>Parted by "and", but not by one inside braces, which is part of a name.</summary>
    private static IEnumerable<string> Names(string list)
    {
        var start = 0;
        foreach (var and in And().Matches(list).Cast<Match>())
        {
            if (list.AsSpan(start, and.Index - start).Count('{') <= list.AsSpan(start, and.Index - start).Count('}'))
            {
                yield return list[start..and.Index].Trim();
                start = and.Index + and.Length;
            }
        }

        yield return list[start..].Trim();
    }

    /// <summary>
    /// TeX first, whose accents need the braces; then the braces, which only keep capitals, save those that are meant.
    /// </summary>
    private static string Readable(string value) =>
        Tex.ToUnicode(
            value.Replace(@"\textbraceleft{}", "\uE000", StringComparison.Ordinal)
                .Replace(@"\textbraceright{}", "\uE001", StringComparison.Ordinal))
            .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)
            .Replace('\uE000', '{').Replace('\uE001', '}');

    /// <summary>A year alone is no day; a month without one is its first.</summary>
    private static string? Month(Dictionary<string, string> entry) =>
        entry.TryGetValue("year", out var year) && entry.TryGetValue("month", out var month)
        && (DateTime.TryParseExact($"{month} {year}", ["MMM yyyy", "MMMM yyyy", "M yyyy", "MM yyyy"],
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            ? day.AddDays(Day(entry, day) - 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    private static int Day(Dictionary<string, string> entry, DateTime month) =>
        int.TryParse(entry.GetValueOrDefault("day"), NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && day >= 1 && day <= DateTime.DaysInMonth(month.Year, month.Month) ? day : 1;

    private static List<Dictionary<string, List<string>>> Ris(string text)
    {
        var entries = new List<Dictionary<string, List<string>>>();
        List<string>? last = null;
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (RisTag().Match(line) is not { Success: true } tag)
            {
                // A long text may go on in the next line.
                if (last is [.., var before] && line.Trim() is { Length: > 0 } more)
                {
                    last[^1] = $"{before} {more}";
                }

                continue;
            }

            var (name, value) = (tag.Groups["tag"].Value, line[tag.Length..].Trim());
            last = null;
            if (name == "TY")
            {
                entries.Add([]);
            }
            else if (entries.Count > 0 && value.Length > 0 && InRis.TryGetValue(name, out var field))
            {
                last = entries[^1].TryGetValue(field, out var values) ? values : entries[^1][field] = [];
                last.Add(
                    field == "authors" ? PaperText.Natural(value) : field == "published"
                        ? value.Replace('/', '-').TrimEnd('-') : value);
            }
        }

        return entries;
    }

    [GeneratedRegex(@"^(?<tag>[A-Z][A-Z0-9])  ?- ?", RegexOptions.Multiline)]
    private static partial Regex RisTag();

    [GeneratedRegex(@"\s+and\s+", RegexOptions.IgnoreCase)]
    private static partial Regex And();
}
