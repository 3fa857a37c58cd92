namespace DigestMailer.Service;

/// <summary>A clock that is set to a given time and runs on from there.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private TimeSpan shift = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;

    /// <summary>Moves the clock, for a simulation that goes through several times.</summary>
    public void SetTo(DateTimeOffset time) => shift = time - System.GetUtcNow();
}
