namespace DigestMailer.Outbox;

/// <summary>
/// Notices that the wall clock was set, by a second clock that only runs: for a while after it, times that others wrote
/// say nothing.
/// </summary>
/// <param name="unsteady">How long a jump is felt.</param>
internal sealed class SteadyClock(TimeProvider clock, TimeSpan unsteady)
{
    private static readonly TimeSpan Drift = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private DateTimeOffset lastTime = clock.GetUtcNow();
    private long lastTick = clock.GetTimestamp();
    private long? jumped;

    /// <summary>False for a while after the clock was set; a jump is noticed at the next call.</summary>
    public bool IsSteady()
    {
        lock (gate)
        {
            var (time, tick) = (clock.GetUtcNow(), clock.GetTimestamp());
            if ((time - lastTime - clock.GetElapsedTime(lastTick, tick)).Duration() > Drift)
            {
                jumped = tick;
            }

            (lastTime, lastTick) = (time, tick);
            return jumped is not { } at || clock.GetElapsedTime(at, tick) >= unsteady;
        }
    }
}
