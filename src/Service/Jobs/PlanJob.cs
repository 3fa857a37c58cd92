using System.Diagnostics;
using DigestMailer.Planning;
using DigestMailer.Service.Telemetry;
using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Plans what is due, once the papers are in.</summary>
[DisallowConcurrentExecution]
internal sealed class PlanJob(JobRun run, Planner planner, PapersFirst papers, ServiceMeter meter,
    ILogger<PlanJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        run.GuardAsync("planning", log, () => PlanAsync(cancel), cancel);

    public async Task PlanAsync(CancellationToken cancel)
    {
        if (!await papers.MayPlanAsync(cancel))
        {
            return;
        }

        var plan = await planner.PlanAsync(cancel: cancel);
        if (plan.Due > 0)
        {
            meter.Count(plan);
            Activity.Current?.SetTag("subscriptions.due", plan.Due).SetTag("digests", plan.Digests);
            log.LogInformation("{Due} due, {NothingNew} with nothing new, {Expired} expired, {Digests} digests",
                plan.Due, plan.NothingNew, plan.Expired, plan.Digests);
        }
    }
}
