using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// What was rendered, within a bound in bytes. What nobody has used for some hours leaves: mails of one digest follow
/// each other, and hardly any of yesterday's is used again. Safe for many threads.
/// </summary>
internal sealed class RenderCache(long mostBytes, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LongestUnused = TimeSpan.FromHours(6);

    private readonly MemoryCache kept =
        new(new MemoryCacheOptions { SizeLimit = mostBytes, Clock = new CacheClock(clock) });

    public T? Get<T>(object key)
        where T : class => kept.Get<T>(key);

    /// <param name="bytes">About how much it takes.</param>
    public T Keep<T>(object key, T value, long bytes) =>
        kept.Set(key, value, new MemoryCacheEntryOptions { Size = bytes, SlidingExpiration = LongestUnused });

    public void Dispose() => kept.Dispose();

    private sealed class CacheClock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}
