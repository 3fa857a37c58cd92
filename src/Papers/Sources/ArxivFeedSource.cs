using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Papers.Sources.Reading;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// The daily announcements of arXiv as a feed: <c>https://rss.arxiv.org/rss/cs.CL+cs.AI</c>. It has only the
/// newest batch.
/// </summary>
internal sealed class ArxivFeedSource(SourceOptions options, WebFetch web) : Source(options)
{
    public override Pace Pace { get; } = new("arxiv", web.ArxivInterval);

    public override string Title => "arXiv";

    public override bool IsLate(DateOnly newest, DateOnly? asked, DateTimeOffset now) =>
        ArxivCalendar.IsLate(newest, asked ?? ArxivCalendar.Today(now));

    private string Address =>
        Options.Url ?? $"https://rss.arxiv.org/rss/{string.Join('+', Options.Categories.Select(Uri.EscapeDataString))}";

    public override async Task<SourceAnswer> FetchAsync(DateOnly? edition, DateTimeOffset now, CancellationToken cancel)
    {
        var asked = edition ?? ArxivCalendar.Today(now);
        using var answer = await web.GetAsync(Address, Pace, conditional: true, cancel);
        if (answer.Error("arXiv's feed") is { } error)
        {
            return SourceAnswer.Failed(asked, error, answer.AskAfter);
        }

        if (answer.NotModified)
        {
            return new SourceAnswer(SourceState.Fresh, asked, []) { NotModified = true };
        }

        var batch = Chosen(ArxivFeedFormat.Read(answer.Body, Name, asked));
        return batch.State == SourceState.Empty && ArxivCalendar.HasPapers(batch.Edition)
            ? batch with
            {
                Error =
                    $"arXiv announced nothing for {batch.Edition:yyyy-MM-dd}, though we know of no holiday; "
                        + "the next gathering asks again"
            }
            : batch with { Validators = batch.Error is null ? answer.Validators : null };
    }

    /// <summary>
    /// Cross-lists and replacements as the settings want them; a replacement that counts as news is announced like a
    /// new paper.
    /// </summary>
    private SourceAnswer Chosen(SourceAnswer batch) => batch with
    {
        Listings = [.. batch.Listings
            .Where(listing =>
                Options.CrossLists || listing.Announce is not (Announcement.Cross or Announcement.ReplaceCross))
            .Select(listing => !Options.Replacements ? listing : listing with
            {
                Announce =
                    listing.Announce switch { Announcement.Replace => Announcement.New,
                        Announcement.ReplaceCross => Announcement.Cross, var other => other },
            })],
    };
}
