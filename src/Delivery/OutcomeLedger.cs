using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery;

/// <summary>
/// Commits outcomes in groups: all that come while one commit is under way share the next.
/// A connection waits here until its outcome is on disk.
/// </summary>
internal sealed class OutcomeLedger : IAsyncDisposable
{
    private const int MostInOneCommit = 500;

    private readonly Channel<Entry> entries = Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Outbox outbox;
    private readonly bool holdInDoubt;
    private readonly Task writer;

    public OutcomeLedger(Outbox outbox, IOptions<DeliveryOptions> options)
    {
        (this.outbox, holdInDoubt) = (outbox, options.Value.HoldInDoubt);
        writer = Task.Run(WriteAsync);
    }

    /// <summary>Returns when the outcome is on disk.</summary>
    public async Task RecordAsync(OutboxItem item, Outcome outcome)
    {
        var entry = new Entry(item, outcome, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await entries.Writer.WriteAsync(entry);
        await entry.Done.Task;
    }

    private async Task WriteAsync()
    {
        var group = new List<Entry>();
        while (await entries.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < MostInOneCommit && entries.Reader.TryRead(out var entry))
            {
                group.Add(entry);
            }

            await CommitAsync(group);
        }
    }

    private async Task CommitAsync(List<Entry> group)
    {
        try
        {
            await outbox.RecordAsync([.. group.Select(entry => (entry.Item, entry.Outcome))], holdInDoubt, CancellationToken.None);
            group.ForEach(entry => entry.Done.SetResult());
        }
        catch (Exception fault)
        {
            // Each connection learns that its outcome is not on disk, and takes no further mail.
            group.ForEach(entry => entry.Done.SetException(fault));
        }
    }

    public async ValueTask DisposeAsync()
    {
        entries.Writer.TryComplete();
        await writer;
    }

    private sealed record Entry(OutboxItem Item, Outcome Outcome, TaskCompletionSource Done);
}
