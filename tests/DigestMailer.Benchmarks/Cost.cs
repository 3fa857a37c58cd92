namespace DigestMailer.Benchmarks;

/// <summary>What one piece of work takes of the processor and of the heap.</summary>
internal readonly record struct Cost(double Microseconds, double Bytes)
{
    /// <summary>The cost of one of several equal calls on this thread.</summary>
    public static Cost Of(int times, Action work)
    {
        var (bytes, before) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < times; i++)
        {
            work();
        }

        return new Cost((Environment.CpuUsage.TotalTime - before).TotalMicroseconds,
            GC.GetAllocatedBytesForCurrentThread() - bytes) / times;
    }

    public static Cost operator -(Cost one, Cost other) =>
        new(one.Microseconds - other.Microseconds, one.Bytes - other.Bytes);

    public static Cost operator /(Cost cost, int parts) => new(cost.Microseconds / parts, cost.Bytes / parts);
}
