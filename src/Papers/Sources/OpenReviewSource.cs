using System.Globalization;
using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// The submissions of a venue on OpenReview, from an address of its API such as
/// <c>https://api2.openreview.net/notes?content.venueid=ICLR.cc/2026/Conference</c>, or a saved answer.
/// </summary>
internal sealed class OpenReviewSource(SourceOptions options, WebFetch web) : Source(options)
{
    private const int PageSize = 1000;
    private const int MaxPages = 50;

    /// <summary>A venue's list is the same for months.</summary>
    public override bool CanBeStale => false;

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var asked = edition ?? DateOnly.FromDateTime(now.UtcDateTime);
        var listings = new List<Listing>();
        for (int page = 0, offset = 0; page < MaxPages; page++)
        {
            using var text =
                Options.Path is null ? await AskAsync(offset, cancel)
                    : await SourceText.ReadAsync(Options, web, conditional: false, cancel);
            if (text.Error("OpenReview") is { } error)
            {
                return SourceAnswer.UpTo(asked, listings, error, text.AskAfter);
            }

            var (found, notes, fault) = OpenReviewFormat.Read(text.Body, Name, asked, Options.Fields);
            if (fault is not null)
            {
                return SourceAnswer.Refused(asked, fault);
            }

            listings.AddRange(
                found.ExceptBy(listings.Select(listing => listing.SourceId), listing => listing.SourceId)
                    .DistinctBy(listing => listing.SourceId));
            offset += notes;
            if (notes < PageSize || Options.Path is not null)
            {
                break;
            }
        }

        return SourceAnswer.Of(asked, listings);
    }

    private Task<Fetched> AskAsync(int offset, CancellationToken cancel)
    {
        var separator = Options.Url!.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var address = string.Create(CultureInfo.InvariantCulture,
            $"{Options.Url}{separator}limit={PageSize}&offset={offset}");
        return web.GetAsync(address, null, conditional: false, cancel);
    }
}
