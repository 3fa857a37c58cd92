using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Gathers the day's papers.</summary>
[DisallowConcurrentExecution]
internal sealed class GatherJob(GatheringTurn gathering, ILogger<GatherJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        JobRun.GuardAsync("gathering", log, () => gathering.GatherAsync(cancel), cancel);
}
