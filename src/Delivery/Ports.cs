using DigestMailer.Delivery.Relays;
using DigestMailer.Outbox;
using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery;

/// <summary>
/// Opens the fixed number of places where mail goes: the relays' connections, or the pickup folder while no relay is
/// set.
/// </summary>
internal sealed class Ports
{
    // Writing files gains little from more hands than this; the disk is the limit.
    private const int PickupHands = 2;

    private readonly IOptions<DeliveryOptions> options;
    private readonly DomainLimits limits;
    private readonly RelayDays days;
    private readonly TimeProvider clock;
    private readonly List<Relay> relays;
    private readonly RelayShares shares;

    public Ports(IOptions<DeliveryOptions> options, DomainLimits limits, RelayDays days, TimeProvider clock)
    {
        (this.options, this.limits, this.days, this.clock) = (options, limits, days, clock);
        relays = options.Value.Relays.ConvertAll(relay => new Relay(relay, clock));
        shares = new RelayShares(relays);
    }

    public async Task<IReadOnlyList<IMailPort>> OpenAsync(CancellationToken cancel)
    {
        if (relays.Count == 0)
        {
            return [.. Enumerable.Range(0, PickupHands).Select(_ => new PickupFolder(options.Value.PickupFolder))];
        }

        await CountTodayAsync(cancel);
        return [
            .. Enumerable.Range(0, relays.Max(relay => relay.Options.MaxConnections)).Select(number => new RelayPort(
            relays, [
                .. relays.Select(relay => number < relay.Options.MaxConnections ? new RelayConnection(relay) : null)],
                shares, limits))];
    }

    /// <summary>The relays that this process lets rest now.</summary>
    public IReadOnlyList<RelayRest> Resting() =>
        [.. relays.Select(relay => relay.Circuit.Rest is var (why, until)
            ? new RelayRest { Relay = relay.Name, Why = why, Until = until } : null).OfType<RelayRest>()];

    private async Task CountTodayAsync(CancellationToken cancel)
    {
        if (!relays.Exists(relay => relay.Options.WarmUp is not null))
        {
            return;
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var taken = await days.OnAsync(today, cancel);
        relays.ForEach(relay => relay.Begin(today, taken.GetValueOrDefault(relay.Name)));
    }
}
