using DigestMailer.Delivery.Relays;
using DigestMailer.Outbox;

namespace DigestMailer.Delivery;

/// <summary>
/// Sends through one port, a mail at a time: each outcome is on disk before the port takes the next mail. A port that
/// cannot try leaves the work to the others.
/// </summary>
/// <param name="stop">Cancelled by the last port that could not try, and by a failure.</param>
internal sealed class PortSender(IMailPort port, MailsAhead ahead, OutcomeLedger ledger, RunTally tally,
    PortsLeft others, ILogger log, CancellationTokenSource stop)
{
    private static readonly Outcome Stopped = new(OutcomeKind.NotTried, "the run was stopped");

    public async Task SendAsync()
    {
        try
        {
            await SendAllAsync();
        }
        catch (Exception fault)
        {
            // An outcome is not on disk. Nothing more is sent, and the claimer must not wait for senders that are gone.
            ahead.End(fault);
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task SendAllAsync()
    {
        await using (port)
        {
            await foreach (var (item, mail) in ahead.ReadAllAsync())
            {
                var outcome = await TryAsync(item, mail);
                var leaves = outcome.Kind == OutcomeKind.NotTried && !stop.IsCancellationRequested;
                if (leaves && !others.MayLeave())
                {
                    // The last one stays to give back what is composed already.
                    await stop.CancelAsync();
                    leaves = false;
                }

                tally.Ended(outcome);
                await ledger.RecordAsync(item, outcome);
                tally.Recorded(item, outcome);
                if (leaves)
                {
                    return;
                }
            }
        }
    }

    private async Task<Outcome> TryAsync(OutboxItem item, Task<WireMail?> making)
    {
        WireMail? mail;
        try
        {
            mail = await making;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            log.LogError(fault, "Outbox row {Row} could not be composed; it is tried again later", item.Id);
            return new Outcome(OutcomeKind.Deferred, "not composed: " + fault.Message.ReplaceLineEndings(" "));
        }

        try
        {
            return mail is null || stop.IsCancellationRequested ? Stopped : await port.SendAsync(mail, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return Stopped;
        }
    }
}
