using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace DigestMailer.Delivery;

/// <summary>One run of the dispatcher: a claimer that has mails composed ahead, and a sender for each port.</summary>
internal sealed class DeliveryRun(Claimer claimer, IReadOnlyList<PortSender> senders, RunTally tally,
    CancellationToken stop)
{
    /// <exception cref="Exception">The first fault of any of them; nothing is sent after it.</exception>
    public async Task<DeliveryReport> RunAsync()
    {
        try
        {
            await Task.WhenAll([.. senders.Select(sender => sender.SendAsync()), claimer.FeedAsync()]);
            return tally.Report(stop.IsCancellationRequested);
        }
        catch (ChannelClosedException closed) when (closed.InnerException is { } cause)
        {
            // One that only learned that the others have stopped may be the first to be heard.
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }
}
