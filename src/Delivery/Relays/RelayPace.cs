namespace DigestMailer.Delivery.Relays;

/// <summary>
/// Spreads a relay's messages evenly over the minute, over all its connections; 0 a minute means no limit.
/// </summary>
internal sealed class RelayPace(int perMinute, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly TimeSpan between = perMinute == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1) / perMinute;
    private long next = clock.GetTimestamp();

    public async Task WaitAsync(CancellationToken cancel)
    {
        var wait = between == TimeSpan.Zero ? TimeSpan.Zero : Reserve();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancel);
        }
    }

    private TimeSpan Reserve()
    {
        lock (gate)
        {
            var now = clock.GetTimestamp();
            var turn = Math.Max(next, now);
            next = turn + (long)(between.TotalSeconds * clock.TimestampFrequency);
            return clock.GetElapsedTime(now, turn);
        }
    }
}
