namespace DigestMailer.Delivery.Relays;

/// <summary>
/// Deals mails to relays by their weights (start-time fair queueing): a relay that was away does not get all at once
/// what it missed.
/// </summary>
internal sealed class RelayShares(IReadOnlyList<Relay> relays)
{
    private readonly Lock gate = new();
    private readonly double[] next = new double[relays.Count];
    private double now;

    /// <summary>
    /// The relay whose turn it is first, then the others in the order in which they stand in: by their turn, those of
    /// weight 0 last.
    /// </summary>
    public IReadOnlyList<int> Order(Func<int, bool> candidate)
    {
        lock (gate)
        {
            var order =
                Enumerable.Range(0, relays.Count).Where(candidate).OrderBy(Start).ThenBy(i => -relays[i].Options.Weight)
                    .ThenBy(i => i).ToList();
            if (order.Count > 0 && Start(order[0]) is var start && double.IsFinite(start))
            {
                (now, next[order[0]]) = (start, start + (1 / relays[order[0]].Options.Weight));
            }

            return order;
        }
    }

    private double Start(int relay) =>
        relays[relay].Options.Weight > 0 ? Math.Max(next[relay], now) : double.PositiveInfinity;
}
