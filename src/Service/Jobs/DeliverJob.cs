using System.Diagnostics;
using DigestMailer.Delivery;
using DigestMailer.Service.Telemetry;
using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>
/// Delivers what is planned. One object for all runs, so that what stops each of them is said once.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class DeliverJob(JobRun run, Dispatcher dispatcher, ServiceMeter meter, TimeProvider clock,
    ILogger<DeliverJob> log) : IJob
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(20);

    private (string Reason, DateTimeOffset At)? said;

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        run.GuardAsync("delivery", log, () => DeliverAsync(cancel), cancel);

    private async Task<string?> DeliverAsync(CancellationToken cancel)
    {
        var report = await dispatcher.DeliverAsync(cancel: cancel);
        meter.Count(report);
        var now = clock.GetUtcNow();
        if (report.Stopped is { } reason && !cancel.IsCancellationRequested
            && (said is not { } before || before.Reason != reason || now - before.At >= Day))
        {
            log.LogError("{Reason}", reason);
            said = (reason, now);
        }

        if (report.Accepted + report.Deferred + report.Rejected + report.InDoubt > 0)
        {
            Activity.Current?.SetTag("mails.accepted", report.Accepted).SetTag("mails.deferred", report.Deferred)
                .SetTag("mails.rejected", report.Rejected);
            log.LogInformation("Accepted {Accepted}, deferred {Deferred}, rejected {Rejected}, in doubt {InDoubt}",
                report.Accepted, report.Deferred, report.Rejected, report.InDoubt);
        }

        return report.Stopped;
    }
}
