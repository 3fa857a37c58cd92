using Microsoft.Extensions.Options;
using MimeKit;

namespace DigestMailer.Delivery;

/// <summary>Opens the fixed number of places where mail goes: the relays' connections, or the pickup folder while no relay is set.</summary>
internal sealed class Ports(IOptions<DeliveryOptions> options, TimeProvider clock)
{
    // Writing files gains little from more hands than this; the disk is the limit.
    private const int PickupHands = 2;

    public IReadOnlyList<IMailPort> Open()
    {
        var delivery = options.Value;
        if (delivery.Relays.Count == 0)
        {
            return [.. Enumerable.Range(0, PickupHands).Select(_ => new PickupFolder(delivery.PickupFolder))];
        }

        var from = MailboxAddress.Parse(delivery.ReturnPath ?? delivery.From);
        var paces = delivery.Relays.ConvertAll(relay => new RelayPace(relay.MaxPerMinute, clock));
        return
        [
            .. Enumerable.Range(0, delivery.Relays.Max(relay => relay.MaxConnections)).Select(number => new FailoverPort(
                [.. delivery.Relays.Select((relay, index) => (relay, pace: paces[index])).Where(pair => number < pair.relay.MaxConnections)
                    .Select(pair => new RelayConnection(pair.relay, from, pair.pace))])),
        ];
    }
}
