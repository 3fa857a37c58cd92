using System.Globalization;
using DigestMailer.Papers.Text;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Lines of heading, a day such as "Aug 8", then by turns a title, a blank line, an abstract, a blank line.
/// The page has no links, so a title leads to a search for it; the day is the latest such day that has passed.
/// </summary>
internal static class SavedPageFormat
{
    public static (IReadOnlyList<Listing> Listings, string? Fault) Read(string text, string source, DateOnly today)
    {
        var blocks =
            text.ReplaceLineEndings("\n")
                .Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var day = Array.FindIndex(blocks, block => DayOf(block, today) is not null);
        if (day < 0)
        {
            return ([], "the saved page has no line with its day, such as \"Aug 8\"; save the page as text again");
        }

        var papers = blocks[(day + 1)..];
        if (papers.Length == 0 || papers.Length % 2 != 0)
        {
            return ([],
                $"the saved page does not hold a title and an abstract by turns ({papers.Length} blocks after its "
                    + $"day); save the page as text again");
        }

        var edition = DayOf(blocks[day], today)!.Value;
        var listings =
            papers.Chunk(2).Select(pair => One(pair[0], pair[1], source, edition))
                .Where(listing => listing.Title.Length > 0).DistinctBy(listing => listing.SourceId).ToList();
        return listings.All(listing => listing.Title.Length > 0)
            ? (listings, null)
            : ([], "the saved page has a title that holds nothing to be read; save the page as text again");
    }

    private static DateOnly? DayOf(string line, DateOnly today)
    {
        if (!DateOnly.TryParseExact(line + " 2000", ["MMM d yyyy", "MMMM d yyyy"], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var named))
        {
            return null;
        }

        var year = today.Year;
        while (!TryDay(year, named, out var candidate) || candidate > today)
        {
            year--;
        }

        return new DateOnly(year, named.Month, named.Day);
    }

    private static bool TryDay(int year, DateOnly named, out DateOnly day)
    {
        var exists = named.Day <= DateTime.DaysInMonth(year, named.Month);
        day = exists ? new DateOnly(year, named.Month, named.Day) : default;
        return exists;
    }

    private static Listing One(string title, string summary, string source, DateOnly edition)
    {
        var clean = PaperText.Title(title);
        return new Listing
        {
            Source = source,
            SourceId = PaperKey.OfTitle(clean),
            Edition = edition,
            Title = clean,
            Abstract = PaperText.Abstract(summary),
            Url = TitleSearch.Url(clean),
        };
    }
}
