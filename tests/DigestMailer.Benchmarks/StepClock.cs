namespace DigestMailer.Benchmarks;

/// <summary>A clock that stays where it is until it is set.</summary>
internal sealed class StepClock(DateTimeOffset begin) : TimeProvider
{
    private DateTimeOffset now = begin;

    public void Set(DateTimeOffset time) => now = time;

    public override DateTimeOffset GetUtcNow() => now;
}
