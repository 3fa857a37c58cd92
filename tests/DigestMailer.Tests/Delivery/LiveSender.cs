using System.Diagnostics;
using System.Globalization;

namespace DigestMailer.Tests.Delivery;

/// <summary>The real program in a process of its own, over a database and a relay of the tests; a signal may end it at any word of its talk with the relay.</summary>
internal sealed class LiveSender : IAsyncDisposable
{
    public const int Connections = 4;

    private readonly ScriptedSmtpServer relay;
    private readonly OutboxFixture box = new();
    private readonly Lock gate = new();
    private Process? running;
    private string? signal;
    private int words;
    private int moment;

    /// <param name="isDown">Whether the relay hangs up on everyone, now.</param>
    public LiveSender(Func<bool>? isDown = null) => relay = new ScriptedSmtpServer((_, _) => Hear(isDown)).Start();

    /// <summary>What was heard from the program in this run: each is a place where it can be struck.</summary>
    public int Words => Volatile.Read(ref words);

    /// <summary>To whom mail came, in order, as often as it came.</summary>
    public IReadOnlyList<string> Recipients => [.. relay.Received.Select(mail => mail.To)];

    /// <summary>The mails that came, each counted once, however often it came.</summary>
    public int Mails => relay.Received.Select(mail => mail.Data).Distinct().Count();

    public OutboxFixture Box => box;

    private string? Hear(Func<bool>? isDown)
    {
        lock (gate)
        {
            if (++words == moment)
            {
                Send(signal!);
            }
        }

        return isDown?.Invoke() == true ? ScriptedSmtpServer.Drop : null;
    }

    private void Send(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", running!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>One run of <c>send</c>, until it ends.</summary>
    /// <param name="now">The time that it believes in.</param>
    /// <param name="strike">The signal and the word at which it is sent; null lets the run end by itself.</param>
    /// <returns>The exit code, and what it said.</returns>
    public async Task<(int Code, string Said)> SendAsync(DateTimeOffset now, (string Signal, int Word)? strike = null)
    {
        using var process = new Process { StartInfo = Start(now) };
        lock (gate)
        {
            (running, signal, words, moment) = (process, strike?.Signal, 0, strike?.Word ?? -1);
        }

        process.Start();
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Join('\n', said));
    }

    private ProcessStartInfo Start(DateTimeOffset now)
    {
        var folder = TestContext.CurrentContext.TestDirectory;
        return new ProcessStartInfo("dotnet", [
            Path.Combine(folder, "DigestMailer.dll"), "send", "--json", "--now", now.ToString("O", CultureInfo.InvariantCulture),
            $"--Storage:ConnectionString=Data Source={box.DatabaseFile}",
            "--Site:PostalAddress=1 Paper Street",
            "--Delivery:From=Digests <digest@example.org>",
            "--Delivery:Relays:0:Host=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--Delivery:Relays:0:Port={relay.Port}"),
            "--Delivery:Relays:0:Security=None",
            string.Create(CultureInfo.InvariantCulture, $"--Delivery:Relays:0:MaxConnections={Connections}")])
        {
            WorkingDirectory = Path.GetDirectoryName(box.DatabaseFile)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await relay.DisposeAsync();
        await box.DisposeAsync();
    }
}
