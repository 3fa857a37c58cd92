using System.Diagnostics;
using System.Globalization;

namespace DigestMailer.Benchmarks;

/// <summary>What the process holds after a day; nothing is collected first.</summary>
/// <param name="Resident">Megabytes of memory.</param>
/// <param name="Managed">Megabytes of it that were in use on the heap.</param>
/// <param name="Handles">Open files and sockets.</param>
internal sealed record Footprint(int Day, double Resident, double Managed, int Handles, int Threads)
{
    public static Footprint Now(int day)
    {
        using var process = Process.GetCurrentProcess();
        return new Footprint(day, process.WorkingSet64 / 1e6, GC.GetTotalMemory(false) / 1e6,
            Directory.GetFiles("/proc/self/fd").Length, process.Threads.Count);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"day {Day,2}: {Resident,4:0} MB resident, {Managed,4:0} MB managed, {Handles,3} handles, {Threads,3} threads");
}
