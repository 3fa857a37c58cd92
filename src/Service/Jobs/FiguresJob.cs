using DigestMailer.Today;
using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Counts the mail that was planned and that ended since the last time, so that the figures of the day are
/// at hand.</summary>
[DisallowConcurrentExecution]
internal sealed class FiguresJob(JobRun run, MailFigures figures, ILogger<FiguresJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        run.GuardAsync("counting", log, () => figures.CountAsync(cancel), cancel);
}
