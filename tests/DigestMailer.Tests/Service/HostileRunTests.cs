using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using DigestMailer.Tests.Bounces;
using DigestMailer.Tests.Delivery;
using DigestMailer.Tests.Delivery.Relays;
using DigestMailer.Tests.Papers.Gathering;
using DigestMailer.Tests.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Service;

/// <summary>The real program with every hostile source and relay and an endless mailbox at the same time.</summary>
[Category("Slow")]
internal sealed class HostileRunTests
{
    private const long MostKilobytes = 400_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<string> said = [];

    [Test]
    public async Task A_run_that_meets_all_of_them_says_so_and_stays_below_400_MB()
    {
        var names = HostileAnswers.Names.ToList();
        await using var server = await WebServer.StartAsync(request =>
            int.TryParse(request.Path.Value![1..], CultureInfo.InvariantCulture, out var number)
                ? HostileAnswers.Of(names[number], request.HttpContext.Response) : Results.NotFound());
        var relays = HostileRelay.All.Select(how => new HostileRelay(how).Start()).ToList();
        await using var mailbox = new HostileImapServer("search", "lines").Start();
        await using var box = new OutboxFixture();
        await box.ReadyAsync(50);
        using var run = Start(box, Sources(server.Url, names.Count).Concat(Relays(relays)).Concat(
            [
                "--Bounces:Imap:Host=127.0.0.1", $"--Bounces:Imap:Port={mailbox.Port}", "--Bounces:Imap:Security=None",
                "--Bounces:Imap:UserName=bounce", "--Bounces:Imap:Password=pw", "--Bounces:Imap:Timeout=00:00:10",
            ]));
        var watch = Stopwatch.StartNew();
        while (!run.HasExited && !IsOver(names.Count, relays))
        {
            Assert.That(watch.Elapsed, Is.LessThan(Patience), () => string.Join('\n', said));
            await Task.Delay(20);
        }

        Assert.That(run.HasExited, Is.False, () => string.Join('\n', said));
        var most = PeakOf(run.Id);
        run.Kill();
        await run.WaitForExitAsync();
        foreach (var relay in relays)
        {
            await relay.DisposeAsync();
        }

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{watch.Elapsed.TotalSeconds:0} s, at most {most / 1000} MB\n{string.Join('\n', said)}"));
        Assert.That(most, Is.LessThan(MostKilobytes));
        Assert.That(said.Where(line => line.Length > 0), Has.All.Match("^[0-9-]{10}T[0-9:]{8}Z (info|warn|error) "));
    }

    /// <summary>Every source has its line, every relay was asked, and the mailbox was given up.</summary>
    private bool IsOver(int sources, List<HostileServer> relays) =>
        Enumerable.Range(0, sources).All(source => said.Any(line =>
            line.Contains($" bad{source}: ", StringComparison.Ordinal)))
        && relays.TrueForAll(relay => relay.Connections > 0)
        && said.Any(line => line.Contains("Bounces:Imap", StringComparison.Ordinal));

    private static IEnumerable<string> Sources(string url, int count) => Enumerable.Range(0, count).SelectMany(i =>
        new[]
        {
            $"--Papers:Sources:{i}:Name=bad{i}", $"--Papers:Sources:{i}:Kind=Feed",
            $"--Papers:Sources:{i}:Url={url}/{i}",
        });

    private static IEnumerable<string> Relays(IReadOnlyList<HostileServer> relays) => relays.SelectMany((relay, i) =>
        new[]
        {
            $"--Delivery:Relays:{i}:Host=127.0.0.1", $"--Delivery:Relays:{i}:Port={relay.Port}",
            $"--Delivery:Relays:{i}:Security=None", $"--Delivery:Relays:{i}:Timeout=00:00:05",
            $"--Delivery:Relays:{i}:MaxConnections=1",
        });

    private Process Start(OutboxFixture box, IEnumerable<string> settings)
    {
        var run = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet",
            [
                Path.Combine(TestContext.CurrentContext.TestDirectory, "DigestMailer.dll"), "run",
                "--urls=http://127.0.0.1:0", "--now", OutboxFixture.Slot.ToString("O", CultureInfo.InvariantCulture),
                $"--Storage:ConnectionString=Data Source={box.DatabaseFile}", "--Site:PostalAddress=1 Paper Street",
                "--Delivery:From=Digests <digest@example.org>", "--Delivery:ReturnPath=bounce@example.org",
                "--Schedule:Deliver=* * * * * ?", .. settings,
            ])
            {
                WorkingDirectory = Path.GetDirectoryName(box.DatabaseFile)!,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        run.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        run.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        run.Start();
        run.BeginOutputReadLine();
        run.BeginErrorReadLine();
        return run;
    }

    /// <summary>The most that was resident so far, in kilobytes.</summary>
    private static long PeakOf(int process) => long.Parse(File.ReadLines($"/proc/{process}/status")
        .First(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
