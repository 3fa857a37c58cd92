using DigestMailer.Papers.Sources;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Gathering;

/// <summary>
/// Asks every source for its papers and keeps them. Whatever a source does ends as the state of that source; the others
/// go on. Sources that share a pace are asked one after another, all others at once.
/// </summary>
internal sealed class Gatherer(SourceRegistry registry, SourceRound round)
{
    /// <param name="only">Name of the one source to ask; null asks all.</param>
    /// <param name="edition">The day; null means the newest, and days missed lately.</param>
    public async Task<GatherResult> GatherAsync(string? only, DateOnly? edition, CancellationToken cancel)
    {
        var sources = registry.All.Where(source => only is null || source.Name == only).ToList();
        if (sources.Count == 0)
        {
            throw new RefusedException(only is null
                ? "Papers:Sources is empty; add a source to the settings."
                : $"unknown source \"{only}\"; Papers:Sources has "
                    + $"{string.Join(", ", registry.All.Select(source => source.Name))}.");
        }

        var turns = sources.GroupBy(source => source.Pace is { } pace ? $"pace {pace.Name}" : $"source {source.Name}");
        var reports = (await Task.WhenAll(turns.Select(turn =>
            Task.Run(() => InTurnAsync([.. turn], edition, isChosen: only is not null, cancel), cancel))))
            .SelectMany(report => report).ToDictionary(report => report.Name);
        var inOrder = sources.Select(source => reports[source.Name]).ToList();
        return new GatherResult(inOrder.Sum(report => report.New), inOrder);
    }

    private async Task<List<SourceReport>> InTurnAsync(List<Source> sources, DateOnly? edition, bool isChosen,
        CancellationToken cancel)
    {
        var reports = new List<SourceReport>();
        foreach (var source in sources)
        {
            reports.Add(await round.AskAsync(source, edition, isChosen, cancel));
        }

        return reports;
    }
}
