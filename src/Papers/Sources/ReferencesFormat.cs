using DigestMailer.Papers.Sources.Reading;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources;

/// <summary>The references of one text.</summary>
/// <param name="Fault">Why nothing could be read, or null.</param>
internal sealed record References(IReadOnlyList<Listing> Listings, string? Fault)
{
    /// <summary>What was left out, or null.</summary>
    public string? Warning { get; init; }
}

/// <summary>
/// References as reference managers write them: BibTeX, or RIS where the text has its tags. Entries without a title are
/// left out, and a bad entry costs only itself.
/// </summary>
internal static class ReferencesFormat
{
    private static readonly Dictionary<string, string> InRis = new(StringComparer.Ordinal)
    {
        ["TI"] = "title",
        ["T1"] = "title",
        ["CT"] = "title",
        ["BT"] = "title",
        ["AB"] = "abstract",
        ["N2"] = "abstract",
        ["AU"] = "names",
        ["A1"] = "names",
        ["KW"] = "categories",
        ["ID"] = "id",
        ["DO"] = "doi",
        ["UR"] = "url",
        ["LK"] = "url",
        ["L1"] = "pdf",
        ["AD"] = "organization",
    };

    /// <summary>Most telling first, where they tell equally much.</summary>
    private static readonly string[] DaysInRis = ["DA", "Y1", "PY"];

    public static References Read(string text, string source, DateOnly edition)
    {
        if (Ris.Is(text))
        {
            return Of(Ris.Read(text).Select(FromRis), null, 0);
        }

        var bibtex = BibTeX.Read(text);
        return Of(bibtex.Entries.Select(BibTeXFields.Of), bibtex.Fault, bibtex.Bad);

        References Of(IEnumerable<Dictionary<string, List<string>>> entries, string? fault, int bad)
        {
            var listings =
                entries.Select(entry => FieldListing.Of(source, edition, name => entry.GetValueOrDefault(name) ?? []))
                    .OfType<Listing>().ToList();
            return listings.Count == 0 && !string.IsNullOrWhiteSpace(text)
                ? new([], fault is null ? "it has no BibTeX or RIS entry with a title"
                    : $"it is not BibTeX or RIS ({fault}); nothing was kept")
                : new(listings, null)
                {
                    Warning = fault is null ? null
                        : $"{fault}; {(bad == 1 ? "this entry was" : $"{bad} entries were")} left out",
                };
        }
    }

    private static Dictionary<string, List<string>> FromRis(Dictionary<string, List<string>> entry)
    {
        var fields = new Dictionary<string, List<string>>();
        foreach (var (tag, name) in InRis)
        {
            if (entry.TryGetValue(tag, out var values) && (name == "names" || !fields.ContainsKey(name)))
            {
                var clean = values.Select(value => name == "names" ? PaperText.Natural(value) : value);
                fields[name] = [.. fields.GetValueOrDefault(name) ?? [], .. clean];
            }
        }

        var days = DaysInRis.SelectMany(tag => entry.GetValueOrDefault(tag) ?? []).Select(Slashed)
            .Select(day => WithYear(day, entry));
        // A year alone says least, and a month is told apart from its first day by being shorter.
        fields["published"] = [.. days.OrderByDescending(day => WrittenDay.Read(day) is null ? 0
            : IsMonth(day) ? 1 : 2)];
        return fields;
    }

    private static bool IsMonth(string day) => day.Length <= 7 || !day.Any(char.IsAsciiDigit)
        || WrittenDay.Read(day) is { Day: 1 } && day.Count(char.IsAsciiDigit) == 4;

    /// <summary>"Nov 20" is of the year that another tag names.</summary>
    private static string WithYear(string day, Dictionary<string, List<string>> entry) =>
        WrittenDay.Read(day) is null && day.Any(char.IsLetter)
            && (entry.GetValueOrDefault("PY") ?? entry.GetValueOrDefault("Y1")) is [{ Length: >= 4 } year, ..]
            && !day.Contains(year[..4], StringComparison.Ordinal) ? $"{day} {year[..4]}" : day;

    /// <summary>"2026/11/20/more" as a date, and "2026/11//" as a month.</summary>
    private static string Slashed(string value)
    {
        var parts = value.Split('/', StringSplitOptions.TrimEntries);
        parts[^1] = parts.Length > 1 ? parts[^1].Split(' ')[0] : parts[^1];
        return parts.Length == 1 || parts[0].Length != 4 ? value
            : string.Join('-',
                parts.Take(3).TakeWhile(part => part.Length is > 0 and <= 4 && part.All(char.IsAsciiDigit)));
    }
}
