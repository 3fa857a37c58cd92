using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using DigestMailer.Tests.Cli;

namespace DigestMailer.Tests.Packaging;

/// <summary>
/// What the package relies on: systemd is notified, settings have a folder, commands can be completed.
/// </summary>
[NonParallelizable]
internal sealed class UnitTests
{
    /// <summary>What a stop in the first moment leads to; the unit counts it as a success.</summary>
    private const int EndedBySignal = 143;

    private string folder = "";

    [SetUp]
    public void Make() => folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;

    [TearDown]
    public void Clear() => Directory.Delete(folder, recursive: true);

    [Test]
    [CancelAfter(60_000)]
    public async Task Systemd_is_notified_when_the_service_is_ready_and_when_it_stops(CancellationToken cancel)
    {
        var place = Path.Combine(folder, "notify");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(place));
        var house = Directory.CreateDirectory(Path.Combine(folder, "etc")).FullName;
        await File.WriteAllTextAsync(Path.Combine(house, "appsettings.json"), Trial(folder), cancel);
        using var run = Start(place, house);
        try
        {
            Assert.That(await HeardAsync(systemd, cancel), Is.EqualTo("READY=1"));
            using (var kill = Process.Start("kill", ["-TERM", run.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync(cancel);
            }

            Assert.That(await HeardAsync(systemd, cancel), Is.EqualTo("STOPPING=1"));
            await run.WaitForExitAsync(cancel);
            Assert.That(run.ExitCode, Is.Zero.Or.EqualTo(EndedBySignal));
        }
        finally
        {
            run.Kill();
        }
    }

    private static string Trial(string folder) => $$"""
        {
          "Site": { "PostalAddress": "1 Paper Street" },
          "Storage": { "ConnectionString": "Data Source={{Path.Combine(folder, "trial.db")}}" },
          "Schedule": { "Gather": "0 0 0 1 1 ?" }
        }
        """;

    /// <summary>With nothing but the folder of its settings, as the unit starts it.</summary>
    private Process Start(string notify, string house) =>
        Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(TestContext.CurrentContext.TestDirectory, "DigestMailer.dll"), "run",
            "--urls=http://127.0.0.1:0",
        ])
        {
            WorkingDirectory = folder,
            Environment = { ["NOTIFY_SOCKET"] = notify, ["DOTNET_CONTENTROOT"] = house },
        })!;

    private static async Task<string> HeardAsync(Socket systemd, CancellationToken cancel)
    {
        var heard = new byte[256];
        return Encoding.UTF8.GetString(heard, 0, await systemd.ReceiveAsync(heard, SocketFlags.None, cancel));
    }

    [TestCase("sub", "subscribers")]
    [TestCase("subscribers a", "add")]
    [TestCase("suppressions add a@example.org --reason ", "complaint")]
    public async Task The_program_completes_a_line(string line, string word)
    {
        var (code, said, _) =
            await Shell.RunAsync(string.Create(CultureInfo.InvariantCulture, $"[suggest:{line.Length}]"), line);
        Assert.That(code, Is.Zero);
        Assert.That(said.Split('\n', StringSplitOptions.TrimEntries), Has.Some.EqualTo(word).IgnoreCase);
    }
}
