using System.Diagnostics;
using System.Globalization;

namespace DigestMailer.Benchmarks;

/// <summary>A program run to its end, with the time, CPU and memory that it took.</summary>
/// <param name="Cpu">Of the process and its threads.</param>
/// <param name="PeakMegabytes">The most that was resident.</param>
internal sealed record Child(TimeSpan Time, TimeSpan Cpu, double PeakMegabytes, string Output)
{
    private const double TicksASecond = 100;

    /// <summary>Ours, as an operator has it on a server.</summary>
    public static async Task<Child> OursAsync(params IReadOnlyList<string> arguments) =>
        await RunAsync(await Published.Program, arguments);

    public static Task<Child> BenchmarksAsync(params IReadOnlyList<string> arguments) =>
        RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "DigestMailer.Benchmarks.dll"), .. arguments]);

    public static async Task<Child> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var start =
            new ProcessStartInfo(program)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = AppContext.BaseDirectory
            };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var watch = Stopwatch.StartNew();
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var (cpu, peak) = await WatchAsync(process);
        var time = watch.Elapsed;
        return process.ExitCode == 0
            ? new Child(time, cpu, peak, await output)
            : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: "
                    + $"{await errors} {await output}");
    }

    /// <exception cref="InvalidOperationException">There is no such program.</exception>
    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException($"{start.FileName} cannot be started ({missing.Message}); ab is in the "
                + "package apache2-utils, smtp-sink and smtp-source in postfix.", missing);
        }
    }

    /// <summary>Looks every 20 ms, since nothing is known of a process that has gone.</summary>
    private static async Task<(TimeSpan Cpu, double Peak)> WatchAsync(Process process)
    {
        var (cpu, peak) = (TimeSpan.Zero, 0.0);
        while (!process.HasExited)
        {
            try
            {
                var stat =
                    (await File.ReadAllTextAsync($"/proc/{process.Id}/stat")).Split(')')[^1]
                        .Split(' ', StringSplitOptions.RemoveEmptyEntries);
                cpu = TimeSpan.FromSeconds(
                    (double.Parse(stat[11], CultureInfo.InvariantCulture)
                        + double.Parse(stat[12], CultureInfo.InvariantCulture)) / TicksASecond);
                var line =
                    (await File.ReadAllLinesAsync($"/proc/{process.Id}/status"))
                        .FirstOrDefault(text => text.StartsWith("VmHWM", StringComparison.Ordinal));
                peak = line is null ? peak
                    : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                        CultureInfo.InvariantCulture) / 1024;
            }
            catch (IOException)
            {
                break;
            }

            await Task.Delay(20);
        }

        await process.WaitForExitAsync();
        return (cpu, peak);
    }
}
