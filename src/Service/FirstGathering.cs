using DigestMailer.Service.Jobs;

namespace DigestMailer.Service;

/// <summary>Gathers at the start where the schedule's last gathering was missed, before the first plan.</summary>
internal sealed class FirstGathering(JobRun run, PapersFirst papers, GatheringTurn gathering,
    ILogger<FirstGathering> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await run.GuardAsync("gathering", log, () => GatherAsync(stoppingToken), stoppingToken);

    public async Task GatherAsync(CancellationToken cancel)
    {
        if (await papers.IsMissedAsync(cancel))
        {
            await gathering.GatherAsync(cancel);
        }
    }
}
