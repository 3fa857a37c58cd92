using System.Data.Common;

namespace DigestMailer.Subscribers.Keys;

/// <summary>
/// Loads the keys of a service when it starts and again before they count as old, so that no request waits for them.
/// </summary>
internal sealed class KeyRefresh(KeyRing ring, TimeProvider clock, ILogger<KeyRefresh> log) : BackgroundService
{
    private static readonly TimeSpan Interval = KeyRing.Fresh / 2;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ring.RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ring.RefreshAsync(stoppingToken);
            }
            catch (DbException fault)
            {
                // Whoever needs a key reads it then; the next tick tries again.
                log.LogWarning("Keys cannot be read ({Fault}); the next try is in {Seconds} s.", fault.Message,
                    Interval.TotalSeconds);
            }
        }
    }
}
