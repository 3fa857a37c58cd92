using DigestMailer.Papers;

namespace DigestMailer.Digests;

/// <summary>Keeps the papers in play until a gathering changes them, so that each topic query runs once however many readers follow it.</summary>
internal sealed class PaperShelf(PaperStore papers) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private PapersInPlay? current;
    private long generation;
    private DateTimeOffset reach = DateTimeOffset.MaxValue;

    /// <summary>The papers first seen at or after <paramref name="since"/>, perhaps some older ones too.</summary>
    public async Task<PapersInPlay> SinceAsync(DateTimeOffset since, CancellationToken cancel = default)
    {
        await gate.WaitAsync(cancel);
        try
        {
            var latest = await papers.GenerationAsync(cancel);
            if (current is null || latest != generation || since < reach || since > reach.AddDays(2))
            {
                current = PapersInPlay.Of(await papers.InPlayAsync(since, cancel));
                (generation, reach) = (latest, since);
            }

            return current;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
