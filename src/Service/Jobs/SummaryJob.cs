using DigestMailer.Planning;
using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Asks the model for summaries of what the next digests hold, where one is set.</summary>
[DisallowConcurrentExecution]
internal sealed class SummaryJob(JobRun run, SummaryRound summaries, ILogger<SummaryJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        run.GuardAsync(SummaryRound.Name, log, () => AskAsync(cancel), cancel);

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
