using DigestMailer.Papers.Merging;

namespace DigestMailer.Web.Reading;

/// <summary>
/// Prepares the front page and the index of the last month while the service starts, then the shelves of this month and
/// the last, and all again after papers have changed, so that no visitor waits for a month to be cut into words. Older
/// days are kept when somebody has opened them.
/// </summary>
internal sealed class ShelfKeeper(ReadingRoom room, Shelves shelves, PaperStore papers, TimeProvider clock,
    ILogger<ShelfKeeper> log) : BackgroundService
{
    private const int Days = 62;

    // The first visitors come first.
    private static readonly TimeSpan AtFirst = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private (long Generation, DateOnly Today)? prepared;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A start leaves a core idle.
            await GuardAsync(() => OpenAsync(stoppingToken), stoppingToken);
            await Task.Delay(AtFirst, clock, stoppingToken);
            while (true)
            {
                await GuardAsync(() => PrepareAsync(stoppingToken), stoppingToken);
                await Task.Delay(Between, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; what is not kept is built by the next.
            return;
        }
    }

    private async Task GuardAsync(Func<Task> prepare, CancellationToken cancel)
    {
        try
        {
            await prepare();
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning("Pages of past days are not prepared, so the first visitor of each waits: {Reason}",
                fault.Message);
        }
    }

    /// <summary>What the first visitors ask for: the newest edition, and then the index of a search.</summary>
    private async Task OpenAsync(CancellationToken cancel)
    {
        if (await room.LatestAsync(cancel) is { } newest)
        {
            await room.ShelfAsync(newest, cancel);
        }

        await room.RecentAsync([], cancel);
    }

    /// <summary>One round.</summary>
    public async Task PrepareAsync(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var state = (await papers.GenerationAsync(cancel), today);
        if (prepared == state)
        {
            await shelves.KeepAsync(cancel);
            return;
        }

        await OpenAsync(cancel);
        await shelves.PrepareAsync(today.AddDays(-Days), today.AddDays(1), cancel);
        prepared = state;
    }
}
