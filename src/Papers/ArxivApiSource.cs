using System.Globalization;

namespace DigestMailer.Papers;

/// <summary>Search of arXiv by category and day of submission: <c>https://export.arxiv.org/api/query</c>, in slices.</summary>
internal sealed class ArxivApiSource(SourceOptions options, WebFetch web) : Source(options)
{
    private const string Address = "https://export.arxiv.org/api/query";
    private const int Slice = 500;
    private const int MaxSlices = 20;

    public override bool IsArxiv => true;

    public override bool KeepsPastEditions => true;

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var day = edition ?? DateOnly.FromDateTime(now.UtcDateTime);
        var listings = new List<Listing>();
        for (var slice = 0; slice < MaxSlices; slice++)
        {
            var answer = await web.GetAsync(Question(day, listings.Count), arxiv: true, conditional: false, cancel);
            var batch = answer.Error("arXiv's API") is { } error && answer.Status != System.Net.HttpStatusCode.BadRequest
                ? new ArxivApiAnswer([], 0, error, SourceState.Failed)
                : ArxivApiFormat.Read(answer.Body, Name, day);
            if (batch.Error is not null)
            {
                return new SourceAnswer(listings.Count == 0 ? batch.State : SourceState.Partial, day, listings, batch.Error);
            }

            listings.AddRange(batch.Listings.ExceptBy(listings.Select(listing => listing.SourceId), listing => listing.SourceId));
            if (batch.Listings.Count == 0 || listings.Count >= batch.Total)
            {
                break;
            }
        }

        return SourceAnswer.Of(day, listings);
    }

    private string Question(DateOnly day, int start)
    {
        var categories = string.Join(" OR ", Options.Categories.Select(category => $"cat:{category}"));
        var query = string.Create(CultureInfo.InvariantCulture, $"({categories}) AND submittedDate:[{day:yyyyMMdd}0000 TO {day:yyyyMMdd}2359]");
        return string.Create(CultureInfo.InvariantCulture,
            $"{Options.Url ?? Address}?search_query={Uri.EscapeDataString(query)}&start={start}&max_results={Slice}&sortBy=submittedDate&sortOrder=ascending");
    }
}
