using System.Globalization;
using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Search of arXiv by category and day of submission: <c>https://export.arxiv.org/api/query</c>, in slices.
/// </summary>
internal sealed class ArxivApiSource(SourceOptions options, WebFetch web) : Source(options)
{
    private const string Address = "https://export.arxiv.org/api/query";
    private const int Slice = 500;
    private const int MaxSlices = 20;

    public override Pace Pace { get; } = new("arxiv", web.ArxivInterval);

    public override bool KeepsPastEditions => true;

    public override string Title => "arXiv";

    /// <summary>
    /// What is submitted on a day is announced up to four days later, and the search lags behind the announcement.
    /// </summary>
    public override TimeSpan? AskAgainAfter(int age) => age <= 5 ? TimeSpan.FromHours(6) : null;

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var day = edition ?? DateOnly.FromDateTime(now.UtcDateTime);
        var listings = new List<Listing>();
        var read = 0;
        for (var slice = 0; slice < MaxSlices; slice++)
        {
            using var answer = await web.GetAsync(Question(day, read), Pace, conditional: false, cancel);
            var batch =
                answer.Error("arXiv's API") is { } error && answer.Status != System.Net.HttpStatusCode.BadRequest
                ? new ArxivApiAnswer([], 0, error, SourceState.Failed)
                : ArxivApiFormat.Read(answer.Body, Name, day);
            if (batch.Error is not null)
            {
                return batch.State == SourceState.Refused || listings.Count == 0
                    ? new SourceAnswer(batch.State, day, [], batch.Error) { AskAfter = answer.AskAfter }
                    : SourceAnswer.UpTo(day, listings, batch.Error, answer.AskAfter);
            }

            read += batch.Listings.Count;
            listings.AddRange(
                batch.Listings.Where(IsWanted)
                    .ExceptBy(listings.Select(listing => listing.SourceId), listing => listing.SourceId));
            if (batch.Listings.Count == 0 && read < batch.Total)
            {
                return new SourceAnswer(SourceState.Partial, day, listings,
                    $"arXiv's API gave {read} of {batch.Total} papers and then none; the next gathering asks again");
            }

            if (batch.Listings.Count == 0 || read >= batch.Total)
            {
                break;
            }
        }

        return SourceAnswer.Of(day, listings);
    }

    /// <summary>A search by category finds cross-lists too; the first category is the paper's own.</summary>
    private bool IsWanted(Listing listing) =>
        Options.CrossLists
            || (listing.Categories.Count > 0
                && Options.Categories.Contains(listing.Categories[0], StringComparer.Ordinal));

    private string Question(DateOnly day, int start)
    {
        var categories = string.Join(" OR ", Options.Categories.Select(category => $"cat:{category}"));
        var query =
            string.Create(CultureInfo.InvariantCulture,
                $"({categories}) AND submittedDate:[{day:yyyyMMdd}0000 TO {day:yyyyMMdd}2359]");
        return string.Create(CultureInfo.InvariantCulture,
            $"{Options.Url ?? Address}?search_query={Uri.EscapeDataString(query)}&start={start}"
                + $"&max_results={Slice}&sortBy=submittedDate&sortOrder=ascending");
    }
}
