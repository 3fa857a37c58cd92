using DigestMailer.Delivery;
using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>
/// Delivers what is planned. One object for all runs, so that what stops each of them is said once.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class DeliverJob(Dispatcher dispatcher, ILogger<DeliverJob> log) : IJob
{
    private string? stopped;

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        JobRun.GuardAsync("delivery", log, () => DeliverAsync(cancel), cancel);

    private async Task DeliverAsync(CancellationToken cancel)
    {
        var report = await dispatcher.DeliverAsync(cancel: cancel);
        if (report.Stopped is not null && report.Stopped != stopped)
        {
            log.LogError("{Reason}", report.Stopped);
        }

        stopped = report.Stopped;
        if (report.Accepted + report.Deferred + report.Rejected + report.InDoubt > 0)
        {
            log.LogInformation("Accepted {Accepted}, deferred {Deferred}, rejected {Rejected}, in doubt {InDoubt}",
                report.Accepted, report.Deferred, report.Rejected, report.InDoubt);
        }
    }
}
