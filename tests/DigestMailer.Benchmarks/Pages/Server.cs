using System.Diagnostics;
using System.Globalization;
using DigestMailer.Benchmarks.Sending;

namespace DigestMailer.Benchmarks.Pages;

/// <summary>A program that serves pages of this machine, until it is disposed.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private Server(Process process, string address, TimeSpan start) =>
        (this.process, Address, Start) = (process, address, start);

    /// <summary>Without a slash at its end.</summary>
    public string Address { get; }

    /// <summary>From its start to its first answer.</summary>
    public TimeSpan Start { get; }

    /// <summary>Megabytes, the most that were resident.</summary>
    public double Peak => double.Parse(File.ReadLines($"/proc/{process.Id}/status")
        .First(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;

    /// <param name="probe">The path that answers once it is ready.</param>
    public static async Task<Server> StartAsync(string program, string probe, params IReadOnlyList<string> arguments)
    {
        var address = $"http://127.0.0.1:{SmtpSink.FreePort()}";
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument.Replace("ADDRESS", address, StringComparison.Ordinal)
                .Replace("PORT", address.Split(':')[^1], StringComparison.Ordinal));
        }

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        using var http = new HttpClient();
        while (watch.Elapsed < Patience && !process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(address + probe));
                if (answer.IsSuccessStatusCode)
                {
                    return new Server(process, address, watch.Elapsed);
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(5);
        }

        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} does not answer.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
