using System.Data.Common;
using DigestMailer.Outbox;

namespace DigestMailer.Delivery;

/// <summary>
/// Renews the leases of a run while it lasts, so that no other worker takes its mail over, and tells which relays rest.
/// </summary>
internal sealed class LeaseKeeper(OutboxClaims claims, RelayWatch relays, string worker, TimeProvider clock,
    ILogger log)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource ended = new();
    private Task renewing = Task.CompletedTask;

    public LeaseKeeper Start()
    {
        renewing = RenewAsync();
        return this;
    }

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(OutboxClaims.Lease / 3, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
            {
                await RenewOnceAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended; it has given back what it did not send.
            return;
        }
    }

    private async Task RenewOnceAsync()
    {
        try
        {
            await claims.RenewAsync(worker, ended.Token);
            await relays.KeepAsync(ended.Token);
        }
        catch (DbException fault)
        {
            // A fault that keeps us from writing also keeps others from taking over; the next tick tries again.
            log.LogError("Leases cannot be renewed ({Fault}).", fault.Message);
        }
    }

    /// <summary>Also where the run failed: nothing of it writes once this returns.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await renewing;
        ended.Dispose();
    }
}
