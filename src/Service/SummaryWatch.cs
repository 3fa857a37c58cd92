using DigestMailer.Papers.Summaries;
using DigestMailer.Planning;
using DigestMailer.Service.Jobs;
using Microsoft.Extensions.Options;

namespace DigestMailer.Service;

/// <summary>
/// Asks the model of the settings after each gathering of this process, while planning, delivery and the next
/// gathering go on.
/// </summary>
internal sealed class SummaryWatch(JobRun run, GatheringTurn gathering, SummaryRound summaries,
    IOptions<SummaryOptions> options, ILogger<SummaryWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (options.Value.IsOn)
            {
                await gathering.EndedAsync(stoppingToken);
                await run.GuardAsync(SummaryRound.Name, log, () => AskAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; after the next gathering what is left is asked for.
            return;
        }
    }

    private async Task<string?> AskAsync(CancellationToken cancel)
    {
        var report = await summaries.AskAsync(cancel);
        if (report.Asked > 0)
        {
            log.LogInformation("{Asked} asked, {Written} written, {Rejected} rejected, {Left} left", report.Asked,
                report.Written, report.Rejected, report.Left);
        }

        if (report.IsSpent)
        {
            log.LogInformation("The calls of today are used up; {Left} papers go without a summary. "
                + "Summaries:CallsPerDay allows more", report.Left);
        }

        if (report.Fault is { } fault)
        {
            log.LogWarning("{Fault}; digests leave without its summaries", fault);
        }

        return report.Fault;
    }
}
