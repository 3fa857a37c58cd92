using DigestMailer.Web.Hooks;
using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Tells the operator's program what happened, where an address for it is set.</summary>
[DisallowConcurrentExecution]
internal sealed class HookJob(JobRun run, HookRound hooks, ILogger<HookJob> log) : IJob
{
    /// <summary>What its lines and its place in the report of the day are called.</summary>
    public const string Round = "webhooks";

    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        run.GuardAsync(Round, log, () => hooks.RunAsync(cancel), cancel);
}
