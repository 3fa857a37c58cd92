using DigestMailer.Papers.Merging;

namespace DigestMailer.Web.Reading;

/// <summary>
/// Prepares the shelves of this month and the last once the service runs, and again after papers have changed, so that
/// no visitor waits for a month to be cut into words. Older days are kept when somebody has opened them.
/// </summary>
internal sealed class ShelfKeeper(Shelves shelves, PaperStore papers, TimeProvider clock, ILogger<ShelfKeeper> log)
    : BackgroundService
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
            await Task.Delay(AtFirst, clock, stoppingToken);
            while (true)
            {
                await GuardAsync(stoppingToken);
                await Task.Delay(Between, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; what is not kept is built by the next.
            return;
        }
    }

    private async Task GuardAsync(CancellationToken cancel)
    {
        try
        {
            await PrepareAsync(cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning("Pages of past days are not prepared, so the first visitor of each waits: {Reason}",
                fault.Message);
        }
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

        await shelves.PrepareAsync(today.AddDays(-Days), today.AddDays(1), cancel);
        prepared = state;
    }
}
