using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using DigestMailer.Outbox;
using DigestMailer.Storage;

namespace DigestMailer.Delivery;

/// <summary>
/// Commits outcomes in groups, since a commit costs the same for one and for many: one begins when half of the
/// connections wait for it, or a few milliseconds after the last.
/// A connection waits here until its outcome is on disk and sends nothing meanwhile: while the disk is full, delivery
/// waits and repeats nothing.
/// </summary>
internal sealed class OutcomeLedger : IAsyncDisposable
{
    private const int MostInOneCommit = 500;

    // A relay far away does not notice it, and a near one is busy with the other half of the connections.
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(5);

    // A quick first one, then every ten seconds for ten minutes: long enough for someone to make room.
    private static readonly TimeSpan[] Patience =
        [TimeSpan.FromSeconds(1), .. Enumerable.Repeat(TimeSpan.FromSeconds(10), 60)];

    private readonly OutboxOutcomes outcomes;
    private readonly string worker;
    private readonly AfterAttempt after;
    private readonly TimeProvider clock;
    private readonly ILogger log;

    // Shared by the connections and the writer.
    private readonly Channel<Entry> entries =
        Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim many = new(0);
    private readonly int half;
    private int waiting;

    // The writer's.
    private readonly Task writer;
    private long began;

    /// <param name="worker">Whose claims these are.</param>
    /// <param name="connections">How many may wait here at the same time.</param>
    public OutcomeLedger(OutboxOutcomes outcomes, string worker, AfterAttempt after, int connections,
        TimeProvider clock, ILogger log)
    {
        (this.outcomes, this.worker, this.after, this.clock, this.log) = (outcomes, worker, after, clock, log);
        half = (connections + 1) / 2;
        writer = Task.Run(WriteAsync);
    }

    /// <summary>Returns when the outcome is on disk.</summary>
    public async Task RecordAsync(OutboxItem item, Outcome outcome)
    {
        var entry =
            new Entry(item, outcome, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await entries.Writer.WriteAsync(entry);
        if (Interlocked.Increment(ref waiting) == half)
        {
            many.Release();
        }

        await entry.Done.Task;
    }

    private async Task WriteAsync()
    {
        var group = new List<Entry>();
        while (await entries.Reader.WaitToReadAsync())
        {
            await LetOthersJoinAsync();
            group.Clear();
            while (group.Count < MostInOneCommit && entries.Reader.TryRead(out var entry))
            {
                group.Add(entry);
            }

            Interlocked.Add(ref waiting, -group.Count);
            await CommitAsync(group);
        }
    }

    /// <summary>By real time, whatever the clock of the mail says: this spares the disk.</summary>
    private async Task LetOthersJoinAsync()
    {
        while (many.Wait(0))
        {
            // Half of them waited once, and have been served since.
        }

        if (Volatile.Read(ref waiting) < half
            && Apart - Stopwatch.GetElapsedTime(began) is { TotalMilliseconds: >= 1 } left)
        {
            await many.WaitAsync(left);
        }

        began = Stopwatch.GetTimestamp();
    }

    private async Task CommitAsync(List<Entry> group)
    {
        try
        {
            await KeepTryingAsync(() => outcomes.RecordAsync(worker,
                [.. group.Select(entry => after.Of(entry.Item, entry.Outcome))], CancellationToken.None));
            group.ForEach(entry => entry.Done.SetResult());
        }
        catch (Exception fault)
        {
            // Each connection learns that its outcome is not on disk, and takes no further mail.
            group.ForEach(entry => entry.Done.SetException(fault));
        }
    }

    private async Task KeepTryingAsync(Func<Task> commit)
    {
        foreach (var wait in Patience)
        {
            try
            {
                await commit();
                return;
            }
            catch (DbException fault)
            {
                log.LogError(
                    "Outcomes cannot be kept ({Fault}); delivery waits and tries again in {Seconds} s. {Advice}",
                    fault.Message, wait.TotalSeconds, FaultAdvice.Of(fault));
                await Task.Delay(wait, clock);
            }
        }

        await commit();
    }

    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        await writer;
        many.Dispose();
    }

    private sealed record Entry(OutboxItem Item, Outcome Outcome, TaskCompletionSource Done);
}
