using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Reads what came back, and stops delivery where it must.</summary>
[DisallowConcurrentExecution]
internal sealed class BounceJob(JobRun run, BounceRound round, ILogger<BounceJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        run.GuardAsync("bounces", log, () => round.ReadAsync(cancel), cancel);
}
