using DigestMailer.Service.Telemetry;
using DigestMailer.Today;
using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Counts the mail that was planned and that ended since the last time, so that the figures of the day are
/// at hand.</summary>
[DisallowConcurrentExecution]
internal sealed class FiguresJob(JobRun run, MailFigures figures, SlotLags lags, ServiceMeter meter,
    ILogger<FiguresJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        run.GuardAsync(Round.Counting, log, () => CountAsync(cancel), cancel);

    private async Task CountAsync(CancellationToken cancel)
    {
        foreach (var counted in await figures.CountAsync(cancel))
        {
            meter.Count(counted.Figures);
            foreach (var late in meter.WantsLags ? await lags.ReadAsync(counted, cancel) : [])
            {
                meter.Count(late);
            }
        }
    }
}
