using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace DigestMailer.Tests.Delivery;

/// <summary>
/// A clock that does not move by itself, and whose time of day can be set while its ticks go on, as an operator or a
/// time server does.
/// </summary>
internal sealed class SettableClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<bool> waits = Channel.CreateUnbounded<bool>();
    private TimeSpan set;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + set;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        waits.Writer.TryWrite(true);
        return timer;
    }

    /// <summary>Ends when something begins to wait for this clock, once for each.</summary>
    public Task WaitedForAsync() => waits.Reader.ReadAsync().AsTask();

    /// <summary>Sets the time of day forward, or back.</summary>
    public void Set(TimeSpan by) => set += by;
}
