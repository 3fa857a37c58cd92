using DigestMailer.Storage;

namespace DigestMailer.Papers;

/// <summary>Asks every source for its papers and keeps them. A source that is down, late, stale or malformed never stops the others.</summary>
internal sealed class Gatherer(SourceRegistry registry, PaperStore papers, TimeProvider clock, ILogger<Gatherer> log)
{
    private const double StaleShare = 0.9;
    private const int DaysToCatchUp = 3;

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

        var reports = await Task.WhenAll(sources.Where(source => !source.IsArxiv).Select(source => ReportAsync(source, edition, cancel))
            .Append(InTurnAsync(sources.Where(source => source.IsArxiv), edition, cancel)));
        var inOrder = sources.Select(source => reports.SelectMany(report => report).First(report => report.Name == source.Name)).ToList();
        return new GatherResult(inOrder.Sum(report => report.New), inOrder);
    }

    private async Task<List<SourceReport>> InTurnAsync(IEnumerable<Source> sources, DateOnly? edition, CancellationToken cancel)
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
        var report = await OneAsync(source, edition, cancel);
        if (edition is null && source.KeepsPastEditions && report.State is not SourceState.Failed)
        {
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            foreach (var day in await papers.MissedAsync(source.Name, today.AddDays(-DaysToCatchUp), today, cancel))
            {
                report = report with { New = report.New + (await OneAsync(source, day, cancel)).New };
            }
        }

        return [report];
    }

    private async Task<SourceReport> OneAsync(Source source, DateOnly? edition, CancellationToken cancel)
    {
        var answer = await source.FetchAsync(edition, clock.GetUtcNow(), cancel);
        if (answer.State == SourceState.Fresh && source.CanBeStale && await IsStaleAsync(source, answer, cancel))
        {
            answer = answer with { State = SourceState.Stale, Error = $"it repeats its previous batch under the date {answer.Edition:yyyy-MM-dd}; the next gathering asks again", Validators = null };
        }

        var kept = answer.State is SourceState.Fresh or SourceState.Late or SourceState.Partial or SourceState.Empty;
        var created = kept ? await papers.KeepAsync(answer, source.Name, cancel) : 0;
        if (!kept)
        {
            await papers.NoteAsync(answer, source.Name, cancel);
            log.LogWarning("Source {Source}: {State}: {Error}", source.Name, answer.State, answer.Error);
        }

        return new SourceReport(source.Name, answer.State, answer.Listings.Count, created, answer.Error);
    }

    private async Task<bool> IsStaleAsync(Source source, SourceAnswer answer, CancellationToken cancel)
    {
        var news = answer.Listings.Where(listing => listing.Announce is Announcement.New or Announcement.Cross).ToList();
        if (news.Count == 0)
        {
            return false;
        }

        var previous = await papers.PreviousBatchAsync(source.Name, answer.Edition, cancel);
        return previous.Count > 0 && news.Count(listing => previous.Contains(listing.SourceId)) >= StaleShare * news.Count;
    }
}

/// <summary>What a gathering brought.</summary>
/// <param name="Papers">New papers over all sources.</param>
internal sealed record GatherResult(int Papers, IReadOnlyList<SourceReport> Sources);

/// <summary>What one source brought.</summary>
/// <param name="Error">One line for the operator, or null.</param>
internal sealed record SourceReport(string Name, SourceState State, int Listed, int New, string? Error);
