using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using DigestMailer.Tests.Delivery.Relays;

namespace DigestMailer.Tests.Delivery;

/// <summary>One <c>run</c> process of a <see cref="LiveCluster"/>, with the relay to which only it delivers.</summary>
internal sealed class LiveNode : IAsyncDisposable
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(60);

    private readonly ConcurrentQueue<string> said = [];
    private readonly Process process;

    public LiveNode(string folder, string database, string source)
    {
        process = new Process { StartInfo = Start(folder, database, source) };
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public ScriptedSmtpServer Relay { get; } = new ScriptedSmtpServer { Slowness = Slow }.Start();

    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    public string Said => string.Join('\n', said);

    /// <summary>What it said, line by line.</summary>
    public IReadOnlyList<string> Lines => [.. said.Where(line => line.Length > 0)];

    private ProcessStartInfo Start(string folder, string database, string source) => new("dotnet",
    [
        Path.Combine(TestContext.CurrentContext.TestDirectory, "DigestMailer.dll"), "run", "--urls=http://127.0.0.1:0",
        "--Storage:Provider=Postgres", $"--Storage:ConnectionString={database}", "--Site:PostalAddress=1 Paper Street",
        "--Delivery:From=Digests <digest@example.org>",
        "--Papers:Sources:0:Name=lab", "--Papers:Sources:0:Kind=Json", $"--Papers:Sources:0:Url={source}/papers.json",
        "--Schedule:Gather=0/5 * * * * ?", "--Schedule:Plan=* * * * * ?", "--Schedule:Deliver=* * * * * ?",
        "--Delivery:Relays:0:Host=127.0.0.1",
        string.Create(CultureInfo.InvariantCulture, $"--Delivery:Relays:0:Port={Relay.Port}"),
        "--Delivery:Relays:0:Security=None",
        string.Create(CultureInfo.InvariantCulture, $"--Delivery:Relays:0:MaxConnections={LiveCluster.Connections}"),
    ])
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    /// <summary>Ends the process with a signal, and waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(string signal)
    {
        using (var kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await EndAsync("KILL");
        }

        process.Dispose();
        await Relay.DisposeAsync();
    }
}
