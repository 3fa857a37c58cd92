using System.Data.Common;
using DigestMailer.Outbox;
using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery;

/// <summary>
/// Delivers what is due: claims, composes ahead, and lets a fixed number of connections send. Memory is bounded by what
/// waits between them.
/// </summary>
internal sealed class Dispatcher(OutboxStore outbox, MailMaker maker, MailSeal seal, Ports ports, Brake brake,
    IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<Dispatcher> log)
{
    /// <param name="only">Only this subscriber's mail.</param>
    /// <param name="waitForLeases">Wait for mail that another worker, perhaps a killed one, has taken, until its lease
    /// ends.</param>
    /// <param name="planning">While this goes on, more may become due.</param>
    /// <param name="cancel">Stops claiming; messages in hand are finished, the rest goes back to the outbox.</param>
    public async Task<DeliveryReport> DeliverAsync(long? only = null, bool waitForLeases = false, Task? planning = null,
        IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        // A name for each run: what a run that failed had taken is taken over like that of any other.
        var worker = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";
        var open = await ports.OpenAsync(cancel);
        await using var ledger = new OutcomeLedger(outbox, worker, open.Count, options, clock, log);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var run = new DeliveryRun(outbox, maker, seal, brake, ledger, open, worker, clock, log, progress, stop);
        var renewing = RenewAsync(worker, run.Ended);
        try
        {
            return await run.RunAsync(only, waitForLeases, planning ?? Task.CompletedTask);
        }
        finally
        {
            // Also where the run failed: nothing of it may write once it is said to be over.
            await renewing;
        }
    }

    private async Task RenewAsync(string worker, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(OutboxStore.Lease / 3, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                await RenewOnceAsync(worker, ended);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended; it has given back what it did not send.
            return;
        }
    }

    private async Task RenewOnceAsync(string worker, CancellationToken ended)
    {
        try
        {
            await outbox.RenewAsync(worker, ended);
        }
        catch (DbException fault)
        {
            // What keeps us from writing keeps others from taking over; the next tick tries again.
            log.LogError("Leases cannot be renewed ({Fault}).", fault.Message);
        }
    }
}
