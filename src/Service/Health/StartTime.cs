namespace DigestMailer.Service.Health;

/// <summary>When this process started: a schedule that has only begun is not silent.</summary>
internal sealed class StartTime(TimeProvider clock)
{
    public DateTimeOffset At { get; } = clock.GetUtcNow();
}
