using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// A service that is asked page by page for what it took up in the last days. A question reaches back so far that an
/// outage of a week loses nothing, and a paper is listed on the day that the service names.
/// </summary>
internal abstract class ServiceSource(SourceOptions options, WebFetch web) : Source(options)
{
    private const int MaxPages = 25;

    /// <summary>Days that a question reaches back; services take papers up days after they appear.</summary>
    protected const int DaysBack = 14;

    /// <summary>The same days are asked for again and again.</summary>
    public override bool CanBeStale => false;

    protected WebFetch Web { get; } = web;

    /// <summary>
    /// The pages of one question follow each other by <c>Next</c>; a source may have several questions.
    /// </summary>
    protected abstract IReadOnlyList<string> Questions(DateOnly day, string? key);

    /// <summary>The question for the page after; null <paramref name="next"/> means the first.</summary>
    protected abstract string PageOf(string question, string? next);

    /// <summary>A key that goes into a header; null where it is in the question or there is none.</summary>
    protected virtual RequestKey? Header(string? key) => null;

    protected abstract Task<ServicePage> ReadAsync(string body, DateOnly day, string? key, CancellationToken cancel);

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var day = edition ?? DateOnly.FromDateTime(now.UtcDateTime);
        var (key, fault) = ServiceKey.Of(Options);
        if (fault is not null)
        {
            return SourceAnswer.Failed(day, fault);
        }

        var listings = new List<Listing>();
        foreach (var question in Questions(day, key))
        {
            if (await PagesAsync(question, day, key, listings, cancel) is { } wrong)
            {
                return wrong.State == SourceState.Refused && listings.Count == 0 ? wrong
                    : SourceAnswer.UpTo(day, listings, wrong.Error!, wrong.AskAfter);
            }
        }

        return SourceAnswer.Of(day, [.. listings.DistinctBy(listing => listing.SourceId)]);
    }

    /// <returns>The fault that ended the question, or null.</returns>
    private async Task<SourceAnswer?> PagesAsync(string question, DateOnly day, string? key, List<Listing> listings,
        CancellationToken cancel)
    {
        string? next = null;
        for (var page = 0; page < MaxPages; page++)
        {
            using var answer =
                await Web.GetAsync(PageOf(question, next), Pace, conditional: false, cancel, Header(key));
            if (answer.Error(Title) is { } error)
            {
                return SourceAnswer.Failed(day, error, answer.AskAfter);
            }

            var read = await ReadAsync(answer.Body, day, key, cancel);
            if (read.Error is not null)
            {
                return read.IsMalformed ? SourceAnswer.Refused(day, read.Error) : SourceAnswer.Failed(day, read.Error);
            }

            listings.AddRange(read.Listings.Select(listing => FeedFormat.Dated(listing, day)));
            if (read.Next is null || read.Next == next)
            {
                return null;
            }

            next = read.Next;
        }

        return SourceAnswer.Failed(day, $"{Title} has more than {MaxPages} pages for this question; narrow it");
    }
}
