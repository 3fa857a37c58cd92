using System.Data.Common;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using Microsoft.Extensions.Options;

namespace DigestMailer.Papers.Gathering;

/// <summary>
/// Asks one source within its time limit: for its newest papers, then for past days that are missing. Its endings,
/// faults of our own reading included, are states that are written down.
/// </summary>
internal sealed class SourceRound(PaperStore papers, GatheringLog gatherings, SourceJudge judge,
    IOptions<PapersOptions> options, TimeProvider clock, ILogger<SourceRound> log)
{
    private TimeSpan Limit => options.Value.SourceTimeLimit;

    /// <param name="isChosen">The operator named this source, which is asked even while its server wants a
    /// pause.</param>
    public async Task<SourceReport> AskAsync(Source source, DateOnly? edition, bool isChosen, CancellationToken cancel)
    {
        using var time = new CancellationTokenSource(Limit, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel, time.Token);
        var pause = isChosen ? null : await gatherings.AskAfterAsync(source.Name, cancel);
        var report = pause > clock.GetUtcNow()
            ? await PausedAsync(source, edition, pause.Value, cancel)
            : await OneAsync(source, edition, past: false, limit.Token, cancel);
        if (edition is null && source.KeepsPastEditions && report.State is not SourceState.Failed)
        {
            report = await CatchUpAsync(source, report, limit.Token, cancel);
        }

        var health = (await gatherings.HealthAsync(cancel)).GetValueOrDefault(source.Name);
        return report with { LastGood = health?.LastGood, BadSince = health?.BadSince };
    }

    private async Task<SourceReport> PausedAsync(Source source, DateOnly? edition, DateTimeOffset until,
        CancellationToken cancel)
    {
        var day = edition ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return await KeptAsync(source, SourceAnswer.Failed(day,
            $"its server asked us to wait until {until:yyyy-MM-dd HH:mm} UTC; it was not asked", until), cancel);
    }

    /// <summary>
    /// Asks for the past days that are missing or still grow; a source that fails is left in peace until the next
    /// gathering.
    /// </summary>
    private async Task<SourceReport> CatchUpAsync(Source source, SourceReport report, CancellationToken limit,
        CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var answered = await gatherings.AnsweredAsync(source.Name, today.AddDays(-CatchUp.Reach), cancel);
        foreach (var day in CatchUp.Days(source, answered, today, now))
        {
            var past = await OneAsync(source, day, past: true, limit, cancel);
            report =
                report with
                {
                    New = report.New + past.New,
                    Error = report.Error ?? (past.Error is null ? null : $"{day:yyyy-MM-dd}: {past.Error}"),
                    AskAfter = report.AskAfter ?? past.AskAfter,
                };
            if (past.State == SourceState.Failed)
            {
                break;
            }
        }

        return report;
    }

    private async Task<SourceReport> OneAsync(Source source, DateOnly? edition, bool past, CancellationToken limit,
        CancellationToken cancel)
    {
        var asked = edition ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        SourceAnswer answer;
        try
        {
            answer = await source.FetchAsync(edition, clock.GetUtcNow(), limit).WaitAsync(limit);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            answer = SourceAnswer.Failed(asked,
                $"it was not done within {Limit:c} (Papers:SourceTimeLimit); the next gathering asks again");
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogError(fault, "Source {Source} could not be read", source.Name);
            answer = SourceAnswer.Failed(asked,
                $"reading it failed ({fault.GetType().Name}: {OneLine(fault.Message)}); the log says where");
        }

        return await KeptAsync(source, await judge.JudgeAsync(source, answer, edition, cancel) with { Past = past },
            cancel);
    }

    private async Task<SourceReport> KeptAsync(Source source, SourceAnswer answer, CancellationToken cancel)
    {
        var isKept = answer.State is SourceState.Fresh or SourceState.Late or SourceState.Partial or SourceState.Empty;
        try
        {
            if (isKept)
            {
                return Report(source, answer, await papers.KeepAsync(answer, source.Name, cancel));
            }
        }
        catch (Exception fault) when (fault is not DbException && !cancel.IsCancellationRequested)
        {
            log.LogError(fault, "The papers of source {Source} could not be kept", source.Name);
            var line = $"its papers could not be kept ({fault.GetType().Name}: {OneLine(fault.Message)})";
            answer = SourceAnswer.Failed(answer.Edition, $"{line}; the log says where") with { Past = answer.Past };
        }

        await papers.NoteAsync(answer, source.Name, cancel);
        log.LogDebug("Source {Source}: {State}: {Error}", source.Name, answer.State, answer.Error);
        return Report(source, answer, 0);
    }

    private static SourceReport Report(Source source, SourceAnswer answer, int created) =>
        new(source.Name, answer.State, answer.Listings.Count, created, answer.Error)
        {
            Edition = answer.Edition,
            AskAfter = answer.AskAfter,
        };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").TrimEnd('.');
}
