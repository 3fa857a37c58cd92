using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using DigestMailer.Delivery.Relays;
using DigestMailer.Outbox;

namespace DigestMailer.Delivery;

/// <summary>
/// One run of the dispatcher: a claimer that has mails composed ahead, and as many senders as there are ports.
/// </summary>
internal sealed class DeliveryRun(
    OutboxStore outbox, MailMaker maker, MailSeal seal, Brake brake, OutcomeLedger ledger,
    IReadOnlyList<IMailPort> ports, string worker, TimeProvider clock, ILogger log, IProgress<int>? progress,
    CancellationTokenSource stop) : IDisposable
{
    private const int ClaimSize = 200;
    private const int MailsBetweenLooks = 100;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    // Of the real clock: what is waited for is a plan at work, not a time.
    private static readonly TimeSpan BetweenClaims = TimeSpan.FromMilliseconds(20);

    private static readonly Outcome Stopped = new(OutcomeKind.NotTried, "the run was stopped");

    // Each is composed on any core that is free, and they are sent in the order of the claims.
    private readonly Channel<Making> makings =
        Channel.CreateBounded<Making>(new BoundedChannelOptions(ports.Count) { SingleWriter = true });
    private readonly CancellationTokenSource ended = new();
    private readonly Lock gate = new();
    private DeliveryReport report = new();
    private readonly HashSet<long> givenBack = [];
    private string? reason;
    private bool worked;
    private int open = ports.Count;
    private int unlooked;
    private long looked = clock.GetTimestamp();
    private int done;

    public CancellationToken Ended => ended.Token;

    public async Task<DeliveryReport> RunAsync(long? only, bool waitForLeases, Task planning)
    {
        try
        {
            await Task.WhenAll([.. ports.Select(SendAsync), FeedAsync(only, waitForLeases, planning)]);
            return Report();
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } cause)
        {
            // Whoever was told only that the others have stopped may be the first to be heard.
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private async Task FeedAsync(long? only, bool waitForLeases, Task planning)
    {
        try
        {
            while (!stop.IsCancellationRequested && await ClaimAsync(only, waitForLeases, planning) is { } claim)
            {
                await MakeAsync(claim.Items, () => LetUrgentGoFirstAsync(only));
            }
        }
        finally
        {
            makings.Writer.TryComplete();
        }
    }

    /// <summary>A letter that someone waits for must not wait for the claim in hand.</summary>
    private async Task LetUrgentGoFirstAsync(long? only)
    {
        if ((++unlooked < MailsBetweenLooks && clock.GetElapsedTime(looked) < BetweenLooks)
            || stop.IsCancellationRequested)
        {
            return;
        }

        (unlooked, looked) = (0, clock.GetTimestamp());
        if (await outbox.HasUrgentAsync(CancellationToken.None)
            && await brake.ReasonAsync(CancellationToken.None) is null)
        {
            await MakeAsync((await TakeAsync(only, urgent: true)).Items, () => Task.CompletedTask);
        }
    }

    /// <summary>The next claim; null when nothing is due, or delivery stands still.</summary>
    private async Task<Claim?> ClaimAsync(long? only, bool waitForLeases, Task planning)
    {
        if (await brake.ReasonAsync(CancellationToken.None) is { } reason)
        {
            lock (gate)
            {
                report = report with { Stopped = report.Stopped ?? "Delivery is stopped: " + reason };
            }

            return null;
        }

        var complete = planning.IsCompleted;
        var claim = await TakeAsync(only, urgent: false);
        if (claim.Items.Count + claim.Expired + claim.Suppressed > 0)
        {
            return claim;
        }

        if (!complete)
        {
            await Task.WhenAny(planning, Task.Delay(BetweenClaims, TimeProvider.System));
            return claim;
        }

        return waitForLeases && await outbox.NextLeaseAsync(worker, CancellationToken.None) is { } lease
            && await WaitedAsync(lease) ? claim : null;
    }

    private async Task<Claim> TakeAsync(long? only, bool urgent)
    {
        var claim = await outbox.ClaimAsync(worker, ClaimSize, only, CancellationToken.None, urgent);
        lock (gate)
        {
            report =
                report with
                {
                    Expired = report.Expired + claim.Expired,
                    Suppressed = report.Suppressed + claim.Suppressed
                };
        }

        return claim;
    }

    private async Task<bool> WaitedAsync(DateTimeOffset until)
    {
        log.LogWarning(
            "Mail taken by another worker: waiting until its lease ends at {Until:HH:mm:ss} UTC, unless it is sent before.", until);
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Clamp((until - clock.GetUtcNow()).TotalSeconds, 0.1, 5)), clock,
                stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task MakeAsync(IReadOnlyList<OutboxItem> items, Func<Task> before)
    {
        var contents = maker.ContentsOf(items);
        foreach (var item in items)
        {
            await before();
            await makings.Writer.WriteAsync(new Making(item, Task.Run(async () =>
                stop.IsCancellationRequested ? null
                    : seal.Seal(item.SubscriberId, await maker.MakeAsync(item, CancellationToken.None, contents)))));
        }
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
            makings.Writer.TryComplete(fault);
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task SendAllAsync(IMailPort port)
    {
        await using (port)
        {
            await foreach (var (item, mail) in makings.Reader.ReadAllAsync())
            {
                var outcome = await TryAsync(port, item, mail);
                var leaves = outcome.Kind == OutcomeKind.NotTried && !stop.IsCancellationRequested;
                if (leaves && Interlocked.Decrement(ref open) == 0)
                {
                    // The last one stays to give back what is composed already.
                    await stop.CancelAsync();
                    leaves = false;
                }

                await RecordAsync(item, outcome);
                if (leaves)
                {
                    return;
                }
            }
        }
    }

    private async Task<Outcome> TryAsync(IMailPort port, OutboxItem item, Task<WireMail?> making)
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

    private async Task RecordAsync(OutboxItem item, Outcome outcome)
    {
        lock (gate)
        {
            // Said before the row is given back: another port may take it at once, and what it says follows from this.
            reason ??= outcome.Kind == OutcomeKind.NotTried ? outcome.Reply : null;
        }

        await ledger.RecordAsync(item, outcome);
        lock (gate)
        {
            if (outcome.Kind == OutcomeKind.NotTried)
            {
                givenBack.Add(item.Id);
            }
            else
            {
                worked = true;
                givenBack.Remove(item.Id);
                report += outcome;
            }
        }

        progress?.Report(Interlocked.Increment(ref done));
    }

    /// <summary>
    /// A relay may let in fewer connections than we asked for: where others worked, what was given back just waits for
    /// the next run.
    /// </summary>
    private DeliveryReport Report() => reason is null ? report
        : worked && !stop.IsCancellationRequested ? report with { Deferred = report.Deferred + givenBack.Count }
        : report with { Stopped = reason };

    public void Dispose() => ended.Dispose();

    /// <param name="Mail">Null where the run was stopped before it was composed.</param>
    private sealed record Making(OutboxItem Item, Task<WireMail?> Mail);
}
