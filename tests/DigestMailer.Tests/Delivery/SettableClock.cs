using Microsoft.Extensions.Time.Testing;

namespace DigestMailer.Tests.Delivery;

/// <summary>A clock that stands, and whose time of day can be set while its ticks go on, as an operator or a time server does.</summary>
internal sealed class SettableClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private TimeSpan set;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + set;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    /// <summary>Sets the time of day forward, or back.</summary>
    public void Set(TimeSpan by) => set += by;
}
