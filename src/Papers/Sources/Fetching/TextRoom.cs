namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// Room in memory for large texts: one at a time is read, so that many sources with huge answers need the memory of
/// one. The others wait on disk.
/// </summary>
internal sealed class TextRoom : IDisposable
{
    /// <summary>Bytes of the largest answer or file that is read; the largest feed on record has 2.3 MB.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>From this size on a text waits for its turn.</summary>
    public const int Large = 2 * 1024 * 1024;

    private readonly SemaphoreSlim one = new(1);

    /// <summary>Waits for the room that a text of this size needs; null where it is small.</summary>
    public async Task<IDisposable?> EnterAsync(long bytes, CancellationToken cancel)
    {
        if (bytes < Large)
        {
            return null;
        }

        await one.WaitAsync(cancel);
        return new Place(one);
    }

    public void Dispose() => one.Dispose();

    private sealed class Place(SemaphoreSlim one) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                one.Release();
            }
        }
    }
}
