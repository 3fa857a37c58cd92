using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery;

/// <summary>Delivers what is due: claims, composes ahead, and lets a fixed number of connections send. Memory is bounded by what waits between them.</summary>
internal sealed class Dispatcher(Outbox outbox, MailMaker maker, Ports ports, IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<Dispatcher> log)
{
    private readonly string worker = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";

    /// <param name="only">Only this subscriber's mail.</param>
    /// <param name="waitForLeases">Wait for mail that another worker, perhaps a killed one, has taken, until its lease ends.</param>
    /// <param name="cancel">Stops claiming; messages in hand are finished, the rest goes back to the outbox.</param>
    public async Task<DeliveryReport> DeliverAsync(long? only = null, bool waitForLeases = false, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        await using var ledger = new OutcomeLedger(outbox, options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var run = new DeliveryRun(outbox, maker, ledger, ports.Open(), worker, clock, log, progress, stop);
        var renewing = RenewAsync(run.Ended);
        var report = await run.RunAsync(only, waitForLeases);
        await renewing;
        return report;
    }

    private async Task RenewAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Outbox.Lease / 3);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                await outbox.RenewAsync(worker, ended);
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended; it has given back what it did not send.
            return;
        }
    }
}
