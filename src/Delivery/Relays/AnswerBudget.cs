using System.Diagnostics;

namespace DigestMailer.Delivery.Relays;

/// <summary>
/// Limits what a server may answer to one thing we said: the bytes and the time of the whole answer. Without it a
/// reply that never ends would fill the memory, byte by byte and each byte in time.
/// </summary>
internal sealed class AnswerBudget
{
    private readonly long bytes;
    private long left;
    private long since = Stopwatch.GetTimestamp();

    /// <param name="bytes">Of the whole answer.</param>
    public AnswerBudget(long bytes) => (this.bytes, left) = (bytes, bytes);

    /// <summary>Until the whole answer must be here; infinite while a server is asked to report news.</summary>
    public TimeSpan Patience { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>Milliseconds that are left, -1 without a limit.</summary>
    public int Milliseconds => Patience == Timeout.InfiniteTimeSpan ? Timeout.Infinite
        : (int)Math.Max(1, (Patience - Stopwatch.GetElapsedTime(since)).TotalMilliseconds);

    /// <summary>Something was said, and the next answer is to that.</summary>
    public void Begin() => (left, since) = (bytes, Stopwatch.GetTimestamp());

    /// <exception cref="IOException">The answer is longer than any that is meant.</exception>
    public int Took(int read)
    {
        left -= read;
        return left >= 0 ? read
            : throw new IOException(FormattableString.Invariant($"the answer has more than {bytes} bytes; cut off"));
    }
}
