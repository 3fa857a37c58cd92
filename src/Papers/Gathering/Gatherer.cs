using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Gathering;

/// <summary>
/// Asks every source for its papers and keeps them. A source that is down, late, stale or malformed never stops the
/// others.
/// </summary>
internal sealed class Gatherer(SourceRegistry registry, PaperStore papers, GatheringLog gatherings, TimeProvider clock,
    ILogger<Gatherer> log)
{
    private const double StaleShare = 0.9;

    /// <param name="only">Name of the one source to ask; null asks all.</param>
    /// <param name="edition">The day; null means the newest, and days missed lately.</param>
    public async Task<GatherResult> GatherAsync(string? only, DateOnly? edition, CancellationToken cancel)
    {
        var sources = registry.All.Where(source => only is null || source.Name == only).ToList();
        if (sources.Count == 0)
        {
            throw new RefusedException(only is null
                ? "Papers:Sources is empty; add a source to the settings."
                : $"There is no source \"{only}\" in Papers:Sources; it has {string.Join(", ", registry.All.Select(source => source.Name))}.");
        }

        var reports =
            await Task.WhenAll(
                sources.Where(source => !source.IsArxiv).Select(source => ReportAsync(source, edition, cancel))
            .Append(InTurnAsync(sources.Where(source => source.IsArxiv), edition, cancel)));
        var inOrder =
            sources.Select(source => reports.SelectMany(report => report).First(report => report.Name == source.Name))
                .ToList();
        return new GatherResult(inOrder.Sum(report => report.New), inOrder);
    }

    private async Task<List<SourceReport>> InTurnAsync(IEnumerable<Source> sources, DateOnly? edition,
        CancellationToken cancel)
    {
        var reports = new List<SourceReport>();
        foreach (var source in sources)
        {
            reports.AddRange(await ReportAsync(source, edition, cancel));
        }

        return reports;
    }

    private async Task<List<SourceReport>> ReportAsync(Source source, DateOnly? edition, CancellationToken cancel)
    {
        var report = await OneAsync(source, edition, past: false, cancel);
        if (edition is null && source.KeepsPastEditions && report.State is not SourceState.Failed)
        {
            report = await CatchUpAsync(source, report, cancel);
        }

        var health = (await gatherings.HealthAsync(cancel)).GetValueOrDefault(source.Name);
        return [report with { LastGood = health?.LastGood, BadSince = health?.BadSince }];
    }

    /// <summary>
    /// Asks for the past days that are missing or still grow; a source that fails is left in peace until the next
    /// gathering.
    /// </summary>
    private async Task<SourceReport> CatchUpAsync(Source source, SourceReport report, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var answered = await gatherings.AnsweredAsync(source.Name, today.AddDays(-CatchUp.Reach), cancel);
        foreach (var day in CatchUp.Days(source, answered, today, now))
        {
            var past = await OneAsync(source, day, past: true, cancel);
            report =
                report with
                {
                    New = report.New + past.New,
                    Error = report.Error ?? (past.Error is null ? null : $"{day:yyyy-MM-dd}: {past.Error}")
                };
            if (past.State == SourceState.Failed)
            {
                break;
            }
        }

        return report;
    }

    private async Task<SourceReport> OneAsync(Source source, DateOnly? edition, bool past, CancellationToken cancel)
    {
        var answer =
            await JudgedAsync(source, await source.FetchAsync(edition, clock.GetUtcNow(), cancel), edition, cancel)
                with
            { Past = past };
        var kept = answer.State is SourceState.Fresh or SourceState.Late or SourceState.Partial or SourceState.Empty;
        var created = kept ? await papers.KeepAsync(answer, source.Name, cancel) : 0;
        if (!kept)
        {
            await papers.NoteAsync(answer, source.Name, cancel);
            log.LogDebug("Source {Source}: {State}: {Error}", source.Name, answer.State, answer.Error);
        }

        return new SourceReport(source.Name, answer.State, answer.Listings.Count, created,
            answer.Error)
        { Edition = answer.Edition };
    }

    /// <summary>
    /// What the answer is beside those before it: the same once more, the old one under a new date, or one that should
    /// have been followed by another.
    /// </summary>
    private async Task<SourceAnswer> JudgedAsync(Source source, SourceAnswer answer, DateOnly? asked,
        CancellationToken cancel)
    {
        if (answer.NotModified && await gatherings.NewestAnswerAsync(source.Name, cancel) is { } newest)
        {
            answer =
                answer with
                {
                    Edition = newest.Edition,
                    State = newest.Listed == 0 ? SourceState.Empty : SourceState.Fresh
                };
        }

        if (answer.State == SourceState.Fresh && source.CanBeStale && await IsStaleAsync(source, answer, cancel))
        {
            return answer
                with
            {
                State = SourceState.Stale,
                Error = $"it repeats its previous batch under the date {answer.Edition:yyyy-MM-dd}; the next gathering asks again",
                Validators = null
            };
        }

        return answer.State is SourceState.Fresh or SourceState.Empty
            && source.IsLate(answer.Edition, asked, clock.GetUtcNow())
            ? answer
                with
            {
                State = SourceState.Late,
                Error = $"the newest batch is of {answer.Edition:yyyy-MM-dd}; the next gathering asks again"
            }
            : answer;
    }

    private async Task<bool> IsStaleAsync(Source source, SourceAnswer answer, CancellationToken cancel)
    {
        var news =
            answer.Listings.Where(listing => listing.Announce is Announcement.New or Announcement.Cross).ToList();
        if (news.Count == 0)
        {
            return false;
        }

        var previous = await gatherings.PreviousBatchAsync(source.Name, answer.Edition, cancel);
        return previous.Count > 0
            && news.Count(listing => previous.Contains(listing.SourceId)) >= StaleShare * news.Count;
    }
}

/// <summary>What a gathering brought.</summary>
/// <param name="Papers">New papers over all sources.</param>
internal sealed record GatherResult(int Papers, IReadOnlyList<SourceReport> Sources);

/// <summary>What one source brought.</summary>
/// <param name="Error">One line for the operator, or null.</param>
internal sealed record SourceReport(string Name, SourceState State, int Listed, int New, string? Error)
{
    /// <summary>The day that the answer is for.</summary>
    public DateOnly Edition { get; init; }

    /// <summary>When the source last answered as it should.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>Since when it has not; null while all is well.</summary>
    public DateTimeOffset? BadSince { get; init; }
}
