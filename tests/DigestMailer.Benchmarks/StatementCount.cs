using System.Diagnostics;

namespace DigestMailer.Benchmarks;

/// <summary>Counts the statements that PostgreSQL is given while it lives.</summary>
internal sealed class StatementCount : IDisposable
{
    private readonly ActivityListener listener;
    private int count;

    public StatementCount()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => Interlocked.Increment(ref count),
        };
        ActivitySource.AddActivityListener(listener);
    }

    public int Count => Volatile.Read(ref count);

    public void Dispose() => listener.Dispose();
}
