using System.Threading.Channels;
using DigestMailer.Digests;

namespace DigestMailer.Delivery;

/// <summary>One run of the dispatcher: a claimer that composes ahead, and as many senders as there are ports.</summary>
internal sealed class DeliveryRun(
    Outbox outbox, MailMaker maker, OutcomeLedger ledger, IReadOnlyList<IMailPort> ports, string worker, TimeProvider clock, ILogger log, IProgress<int>? progress, CancellationTokenSource stop) : IDisposable
{
    private const int ClaimSize = 200;

    private readonly Channel<Made> made = Channel.CreateBounded<Made>(new BoundedChannelOptions(2 * ports.Count) { SingleWriter = true });
    private readonly CancellationTokenSource ended = new();
    private readonly Lock gate = new();
    private DeliveryReport report = new();
    private int done;

    public CancellationToken Ended => ended.Token;

    public async Task<DeliveryReport> RunAsync(long? only, bool waitForLeases)
    {
        try
        {
            await Task.WhenAll([.. ports.Select(SendAsync), FeedAsync(only, waitForLeases)]);
            return report;
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private async Task FeedAsync(long? only, bool waitForLeases)
    {
        try
        {
            while (!stop.IsCancellationRequested && await ClaimAsync(only, waitForLeases) is { } claim)
            {
                foreach (var item in claim.Items)
                {
                    await MakeAsync(item);
                }
            }
        }
        finally
        {
            made.Writer.TryComplete();
        }
    }

    /// <summary>The next claim; null when nothing is due.</summary>
    private async Task<Claim?> ClaimAsync(long? only, bool waitForLeases)
    {
        var claim = await outbox.ClaimAsync(worker, ClaimSize, only, CancellationToken.None);
        lock (gate)
        {
            report = report with { Expired = report.Expired + claim.Expired, Suppressed = report.Suppressed + claim.Suppressed };
        }

        if (claim.Items.Count + claim.Expired + claim.Suppressed > 0)
        {
            return claim;
        }

        return waitForLeases && await outbox.NextLeaseAsync(worker, CancellationToken.None) is { } lease && await WaitedAsync(lease) ? claim : null;
    }

    private async Task<bool> WaitedAsync(DateTimeOffset until)
    {
        log.LogWarning("Mail taken by another worker: waiting until its lease ends at {Until:HH:mm:ss} UTC, unless it is sent before.", until);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Clamp((until - clock.GetUtcNow()).TotalSeconds, 0.1, 5)), clock, stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task MakeAsync(OutboxItem item)
    {
        ComposedMail mail;
        try
        {
            mail = await maker.MakeAsync(item, CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            log.LogError(fault, "Outbox row {Row} could not be composed; it is tried again later", item.Id);
            await RecordAsync(item, new Outcome(OutcomeKind.Deferred, "not composed: " + fault.Message.ReplaceLineEndings(" ")));
            return;
        }

        await made.Writer.WriteAsync(new Made(item, mail));
    }

    private async Task SendAsync(IMailPort port)
    {
        try
        {
            await SendAllAsync(port);
        }
        catch (Exception fault)
        {
            // An outcome is not on disk: nothing more is sent, and the claimer must not wait for senders that are gone.
            made.Writer.TryComplete(fault);
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task SendAllAsync(IMailPort port)
    {
        await using (port)
        {
            await foreach (var (item, mail) in made.Reader.ReadAllAsync())
            {
                var outcome = stop.IsCancellationRequested ? new Outcome(OutcomeKind.NotTried, "the run was stopped") : await TryAsync(port, mail);
                if (outcome.Kind == OutcomeKind.NotTried)
                {
                    await stop.CancelAsync();
                }

                await RecordAsync(item, outcome);
            }
        }
    }

    private async Task<Outcome> TryAsync(IMailPort port, ComposedMail mail)
    {
        try
        {
            return await port.SendAsync(mail, stop.Token);
        }
        catch (OperationCanceledException)
        {
            return new Outcome(OutcomeKind.NotTried, "the run was stopped");
        }
    }

    private async Task RecordAsync(OutboxItem item, Outcome outcome)
    {
        await ledger.RecordAsync(item, outcome);
        lock (gate)
        {
            report += outcome;
        }

        progress?.Report(Interlocked.Increment(ref done));
    }

    public void Dispose() => ended.Dispose();

    private sealed record Made(OutboxItem Item, ComposedMail Mail);
}
