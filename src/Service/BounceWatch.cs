using DigestMailer.Bounces;
using DigestMailer.Service.Jobs;
using Microsoft.Extensions.Options;

namespace DigestMailer.Service;

/// <summary>
/// Reads what came back as soon as the mailbox announces it. If it cannot, or is away, the schedule finds it.
/// </summary>
internal sealed class BounceWatch(BounceReader reader, BounceRound round, JobRun run,
    IOptions<BounceOptions> options, TimeProvider clock, ILogger<BounceWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await ToldAsync(stoppingToken))
            {
                if (!await ReadAsync(stoppingToken))
                {
                    await Task.Delay(options.Value.Interval, clock, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops; what was not read is read by the next.
            return;
        }
    }

    /// <summary>Waits until there is something to read; after a fault as long as the schedule does.</summary>
    private async Task<bool> ToldAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await reader.WaitAsync(cancel);
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                log.LogWarning("{Reason}", fault.Message);
                await Task.Delay(options.Value.Interval, clock, cancel);
            }
        }
    }

    private async Task<bool> ReadAsync(CancellationToken cancel)
    {
        var read = false;
        await run.GuardAsync("bounces", log, async () =>
        {
            var fault = await round.ReadAsync(cancel);
            read = fault is null;
            return fault;
        }, cancel);
        return read;
    }
}
