using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Reads what came back, and stops delivery where it must.</summary>
[DisallowConcurrentExecution]
internal sealed class BounceJob(BounceRound round, ILogger<BounceJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        JobRun.GuardAsync("bounces", log, () => round.ReadAsync(cancel), cancel);
}
