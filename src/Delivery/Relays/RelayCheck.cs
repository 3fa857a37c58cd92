using DigestMailer.Outbox;
using MailKit;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DigestMailer.Delivery.Relays;

/// <summary>
/// Whether the way out is open: each relay answers, secures and lets us in; the pickup folder can be written.
/// </summary>
internal sealed class RelayCheck(IOptions<DeliveryOptions> options, TimeProvider clock)
{
    /// <summary>A line for each relay (or the folder), and whether it is in order.</summary>
    public async Task<IReadOnlyList<(string Line, bool Good)>> CheckAsync(CancellationToken cancel)
    {
        if (options.Value.Relays.Count == 0)
        {
            return [Folder(options.Value.PickupFolder)];
        }

        return await Task.WhenAll(options.Value.Relays.Select(relay => RelayAsync(relay, cancel)));
    }

    private async Task<(string Line, bool Good)> RelayAsync(RelayOptions relay, CancellationToken cancel)
    {
        await using var connection = new RelayConnection(new Relay(relay, clock));
        try
        {
            await connection.ConnectAsync(MailboxAddress.Parse(options.Value.From).Domain, cancel);
            return ($"Relay {relay.Host}:{relay.Port} answers ({relay.Security})", true);
        }
        catch (Exception fault) when (RelayReply.IsOfTheRelay(fault))
        {
            return ($"Relay {relay.Host}:{relay.Port} {RelayReply.WhyNotConnected(fault, relay, clock.GetUtcNow())}",
                false);
        }
    }

    private static (string Line, bool Good) Folder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, ".check");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return ($"Pickup folder {folder} can be written (no relay is set)", true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return ($"Delivery:PickupFolder: {folder} cannot be written ({fault.Message.TrimEnd('.')}); check its "
                + $"permissions or set a relay.", false);
        }
    }
}
