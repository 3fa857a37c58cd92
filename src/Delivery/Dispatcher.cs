using DigestMailer.Outbox;
using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery;

/// <summary>
/// Delivers what is due: claims, composes ahead, and lets a fixed number of connections send. The mails that wait
/// between them bound its memory.
/// </summary>
internal sealed class Dispatcher(OutboxClaims claims, OutboxOutcomes outcomes, MailMaker maker, MailSeal seal,
    Ports ports, RelayWatch relays, Brake brake, IOptions<DeliveryOptions> options, TimeProvider clock,
    ILogger<Dispatcher> log)
{
    /// <param name="only">Only this subscriber's mail.</param>
    /// <param name="waitForLeases">Wait for mail that another worker, perhaps a killed one, has taken, until its lease
    /// ends.</param>
    /// <param name="planning">While this runs, more mail may become due.</param>
    /// <param name="cancel">Stops claiming; messages in hand are finished, the rest goes back to the outbox.</param>
    public async Task<DeliveryReport> DeliverAsync(long? only = null, bool waitForLeases = false, Task? planning = null,
        IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        // A name for each run: what a run that failed had taken is taken over like that of any other.
        var worker = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";
        var orders = new RunOrders(worker, only, waitForLeases, planning ?? Task.CompletedTask);
        var open = await ports.OpenAsync(cancel);
        var after = new AfterAttempt(options.Value.HoldInDoubt, clock);
        await using var ledger = new OutcomeLedger(outcomes, worker, after, open.Count, clock, log);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var leases = new LeaseKeeper(claims, relays, worker, clock, log).Start();
        var report = await Compose(open, orders, ledger, new RunTally(progress), stop).RunAsync();
        await relays.KeepAsync(CancellationToken.None);
        return report;
    }

    private DeliveryRun Compose(IReadOnlyList<Relays.IMailPort> open, RunOrders orders, OutcomeLedger ledger,
        RunTally tally, CancellationTokenSource stop)
    {
        var ahead = new MailsAhead(maker, seal, open.Count, stop.Token);
        var left = new PortsLeft(open.Count);
        return new DeliveryRun(
            new Claimer(claims, brake, ahead, orders, tally, clock, log, stop.Token),
            [.. open.Select(port => new PortSender(port, ahead, ledger, tally, left, log, stop))], tally, stop.Token);
    }
}
