using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace DigestMailer.Tests.Service.Running;

/// <summary>
/// A <c>run</c> process on a test's database, whose settings are in an appsettings.json that the test writes.
/// </summary>
internal sealed class LiveRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<string> said = [];
    private readonly HttpClient client = new();
    private readonly TestDatabase storage;
    private Process? process;

    public LiveRun(TestDatabase storage) => this.storage = storage;

    public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");

    public string SettingsFile => Path.Combine(storage.Folder, "appsettings.json");

    public string Said => string.Join('\n', said);

    /// <summary>What it said, line by line.</summary>
    public IReadOnlyList<string> Lines => [.. said.Where(line => line.Length > 0)];

    public int Id => process!.Id;

    public bool HasEnded => process!.HasExited;

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Writes these settings next to those that every test needs.</summary>
    public void Write(params (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string>(storage.Settings)
        {
            ["Urls"] = Address,
            ["Site:BaseUrl"] = Address,
            ["Site:PostalAddress"] = "1 Paper Street",
            ["Delivery:From"] = "Digests <digest@example.org>",
            ["Delivery:PickupFolder"] = Path.Combine(storage.Folder, "pickup"),
            ["Schedule:Gather"] = "0/2 * * * * ?",
            ["Schedule:Plan"] = "* * * * * ?",
            ["Schedule:Deliver"] = "* * * * * ?",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Logging:LogLevel:Quartz"] = "Warning",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        File.WriteAllText(SettingsFile, JsonSerializer.Serialize(all));
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync(params (string Name, string Value)[] environment)
    {
        process = new Process
        {
            // A shell under nohup hands down that SIGHUP is ignored.
            StartInfo = new ProcessStartInfo("perl", ["-e", "$SIG{HUP} = 'DEFAULT'; exec @ARGV", "dotnet",
                Path.Combine(TestContext.CurrentContext.TestDirectory, "DigestMailer.dll"), "run"])
            {
                WorkingDirectory = storage.Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            },
        };
        foreach (var (name, value) in environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await SaysAsync(" Ready");
    }

    /// <summary>Waits until it has said this, so often in all.</summary>
    public Task SaysAsync(string words, int times = 1) =>
        UntilAsync(() => Task.FromResult(Lines.Count(line => line.Contains(words, StringComparison.Ordinal)) >= times),
            $"nobody said \"{words}\"");

    /// <summary>Asks for a reload and waits until it was done.</summary>
    public async Task ReloadAsync()
    {
        var before = Lines.Count(line => line.EndsWith(" Ready", StringComparison.Ordinal));
        await SignalAsync("HUP");
        await SaysAsync(" Ready", before + 1);
    }

    /// <summary>Asks for a reload that is to be rejected.</summary>
    /// <returns>The line that says why.</returns>
    public async Task<string> RejectedReloadAsync()
    {
        const string Rejected = "Nothing was reloaded: ";
        var before = Lines.Count(line => line.Contains(Rejected, StringComparison.Ordinal));
        await SignalAsync("HUP");
        await SaysAsync(Rejected, before + 1);
        return Lines.Last(line => line.Contains(Rejected, StringComparison.Ordinal));
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>A page of the site.</summary>
    public async Task<string> PageAsync(string path)
    {
        using var answer = await client.GetAsync(Address + path);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Waits until something holds, and fails with what was said where it never does.</summary>
    public Task UntilAsync(Func<Task<bool>> holds, string otherwise) => UntilAsync(holds, () => otherwise);

    /// <inheritdoc cref="UntilAsync(Func{Task{bool}}, string)"/>
    public async Task UntilAsync(Func<Task<bool>> holds, Func<string> otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.That(watch.Elapsed, Is.LessThan(Patience), () => $"{otherwise()}\n{Said}");
            Assert.That(HasEnded, Is.False, () => $"{otherwise()}\n{Said}");
            await Task.Delay(10);
        }
    }

    /// <summary>Ends it by SIGTERM.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        await SignalAsync("TERM");
        await process!.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        client.Dispose();
    }
}
