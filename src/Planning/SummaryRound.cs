using DigestMailer.Papers.Summaries;
using Microsoft.Extensions.Options;

namespace DigestMailer.Planning;

/// <summary>
/// Asks the model for a sentence on each paper of the coming digests that lacks one, one after another. Planning and
/// delivery never wait for it: a digest shows what is written when it is planned.
/// </summary>
internal sealed class SummaryRound(ComingPapers coming, SummaryStore store, SummaryEndpoint endpoint,
    IOptions<SummaryOptions> options, ILogger<SummaryRound> log)
{
    /// <summary>The name of the round in the log and for the operator.</summary>
    public const string Name = "summaries";

    /// <summary>One paper may upset a server; a third in a row means that the server is upset.</summary>
    private const int MostFailures = 3;

    /// <summary>Nothing is asked where no endpoint is set, or while the endpoint wants to be left alone.</summary>
    public async Task<SummaryReport> AskAsync(CancellationToken cancel = default)
    {
        if (!options.Value.IsOn)
        {
            return SummaryReport.None;
        }

        if (await store.AskAfterAsync(cancel) is { } again)
        {
            return SummaryReport.None with
            {
                Fault = $"{endpoint.Host}: it asked us to slow down; it is asked again after {again:yyyy-MM-dd HH:mm} "
                    + "UTC",
            };
        }

        return await AskAsync(await store.UnaskedAsync(await coming.ReadAsync(cancel), cancel), cancel);
    }

    private async Task<SummaryReport> AskAsync(IReadOnlyList<WantedSummary> wanted, CancellationToken cancel)
    {
        var (report, failures) = (SummaryReport.None with { Left = wanted.Count }, 0);
        foreach (var one in wanted)
        {
            if (!await store.TakeCallAsync(cancel))
            {
                return report with { IsSpent = true };
            }

            var outcome = await endpoint.AskAsync(one, cancel);
            await store.KeepAsync(one, outcome, cancel);
            report = Counted(report, outcome.End);
            failures = outcome.End == SummaryEnd.Failed ? failures + 1 : 0;
            if (outcome.End == SummaryEnd.Stopped || failures == MostFailures)
            {
                return report with { Fault = $"{endpoint.Host}: {outcome.Fault}; the next round asks again" };
            }

            if (outcome.Fault is not null)
            {
                log.LogDebug("No summary of {Paper} in {Language}: {Fault}", one.Paper.Key, one.Language,
                    outcome.Fault);
            }
        }

        return report;
    }

    private static SummaryReport Counted(SummaryReport report, SummaryEnd end) => end switch
    {
        SummaryEnd.Written =>
            report with { Asked = report.Asked + 1, Written = report.Written + 1, Left = report.Left - 1 },
        SummaryEnd.Rejected =>
            report with { Asked = report.Asked + 1, Rejected = report.Rejected + 1, Left = report.Left - 1 },
        SummaryEnd.Failed => report with { Asked = report.Asked + 1, Rejected = report.Rejected + 1 },
        SummaryEnd.Stopped => report with { Asked = report.Asked + 1 },
        _ => throw new InvalidOperationException($"A call cannot end as {end}."),
    };
}
