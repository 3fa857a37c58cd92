namespace DigestMailer.Delivery;

/// <summary>
/// When a deferred mail is tried again: after five minutes, doubling to 70, with jitter so that a batch does not come
/// back at once (RFC 5321 §4.5.4.1).
/// </summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(70);

    /// <param name="attempts">Made so far, at least 1.</param>
    /// <param name="jitter">0 to 1.</param>
    public static TimeSpan After(int attempts, double jitter)
    {
        var wait = First * Math.Pow(2, Math.Clamp(attempts - 1, 0, 10));
        return (wait < Most ? wait : Most) * (0.8 + (0.4 * jitter));
    }
}
