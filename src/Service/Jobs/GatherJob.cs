using Quartz;

namespace DigestMailer.Service.Jobs;

/// <summary>Gathers the day's papers.</summary>
[DisallowConcurrentExecution]
internal sealed class GatherJob(JobRun run, GatheringTurn gathering, ILogger<GatherJob> log) : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancel) =>
        run.GuardAsync("gathering", log, () => gathering.GatherAsync(cancel), cancel);
}
