using System.Diagnostics;
using System.Text;

namespace DigestMailer.Tests.Cli;

/// <summary>What a command that acts once brings into memory, in a process of its own.</summary>
internal sealed class StartTests
{
    private static readonly string[] OfTheService =
        ["Microsoft.AspNetCore", "Quartz", "OpenTelemetry", "Microsoft.OpenApi", "Microsoft.IdentityModel", "dbup"];

    [TestCase("send")]
    [TestCase("outbox", "list")]
    [TestCase("subscribers", "list")]
    public async Task A_command_loads_nothing_that_only_the_service_needs(params string[] command)
    {
        using var storage = new TestDatabase();
        var loaded = await LoadedAsync(storage, command);
        Assert.That(loaded, Has.Some.StartsWith("Microsoft.Data.Sqlite"), "the trace has the names of assemblies");
        Assert.That(loaded.Where(name =>
            Array.Exists(OfTheService, other => name.StartsWith(other, StringComparison.Ordinal))), Is.Empty);
    }

    /// <summary>The assemblies, as the runtime's own trace of its loader has them.</summary>
    private static async Task<IReadOnlyList<string>> LoadedAsync(TestDatabase storage, string[] command)
    {
        var trace = Path.Combine(storage.Folder, "loaded.nettrace");
        var start = new ProcessStartInfo("dotnet",
        [
            Path.Combine(TestContext.CurrentContext.TestDirectory, "DigestMailer.dll"), .. command,
            $"--Storage:ConnectionString=Data Source={Path.Combine(storage.Folder, "test.db")}",
            $"--Delivery:PickupFolder={Path.Combine(storage.Folder, "pickup")}",
            "--Delivery:From=Digests <digest@example.org>", "--Site:PostalAddress=1 Paper Street",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_EnableEventPipe"] = "1",
                ["DOTNET_EventPipeConfig"] = "Microsoft-Windows-DotNETRuntime:0x8:4",
                ["DOTNET_EventPipeOutputPath"] = trace,
            },
        };
        using var process = Process.Start(start)!;
        var (said, complaint) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, await said + await complaint);
        return Names(await File.ReadAllBytesAsync(trace));
    }

    /// <summary>Full names of assemblies are in UTF-16, at even or odd places.</summary>
    private static List<string> Names(byte[] trace) => [.. new[] { 0, 1 }
        .SelectMany(odd => Encoding.Unicode.GetString(trace, odd, (trace.Length - odd) & ~1).Split('\0'))
        .Where(text => text.Contains(", Version=", StringComparison.Ordinal)).Distinct()];
}
