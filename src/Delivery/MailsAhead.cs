using System.Threading.Channels;
using DigestMailer.Outbox;

namespace DigestMailer.Delivery;

/// <summary>
/// Mails composed ahead of the senders: each on any core that is free, handed out in the order of the claims. Its room
/// bounds the memory of a run.
/// </summary>
/// <param name="room">How many may wait.</param>
/// <param name="stop">What has not been composed by then is given back as it is.</param>
internal sealed class MailsAhead(MailMaker maker, MailSeal seal, int room, CancellationToken stop)
{
    private readonly Channel<Making> makings =
        Channel.CreateBounded<Making>(new BoundedChannelOptions(room) { SingleWriter = true });

    /// <summary>Composes the mails of a claim; returns when all of them have found room.</summary>
    /// <param name="before">Runs before each.</param>
    public async Task ComposeAsync(IReadOnlyList<OutboxItem> items, Func<Task> before)
    {
        var contents = maker.ContentsOf(items);
        foreach (var item in items)
        {
            await before();
            await makings.Writer.WriteAsync(new Making(item, Task.Run(async () => stop.IsCancellationRequested ? null
                : seal.Seal(item.SubscriberId, await maker.MakeAsync(item, CancellationToken.None, contents)))));
        }
    }

    /// <summary>All mails until the end; several may read, and each mail goes to one of them.</summary>
    public IAsyncEnumerable<Making> ReadAllAsync() => makings.Reader.ReadAllAsync();

    /// <summary>No more mails come. With a fault, whoever composes or reads gets it.</summary>
    public void End(Exception? fault = null) => makings.Writer.TryComplete(fault);
}
