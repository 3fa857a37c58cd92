using DigestMailer.Outbox;

namespace DigestMailer.Delivery;

/// <summary>
/// Writes down which relays rest, for the operator: when that has changed, while a run sends and when it ends.
/// </summary>
internal sealed class RelayWatch(Ports ports, RelayRests rests)
{
    private readonly string sender = $"{Environment.MachineName}-{Environment.ProcessId}";
    private IReadOnlyList<RelayRest> kept = [];

    public async Task KeepAsync(CancellationToken cancel)
    {
        var resting = ports.Resting();
        if (!resting.SequenceEqual(kept))
        {
            await rests.KeepAsync(sender, resting, cancel);
            kept = resting;
        }
    }
}
