using System.Diagnostics;
using System.Globalization;
using System.Text;
using DigestMailer.Tests.Delivery.Relays;

namespace DigestMailer.Tests.Delivery;

/// <summary>
/// The real program in a process of its own, over a database and a relay of the tests; a signal may end it at any word
/// of its talk with the relay.
/// </summary>
internal sealed class LiveSender : IAsyncDisposable
{
    public const int Connections = 4;

    private readonly OutboxFixture box = new();
    private readonly Lock gate = new();
    private Process? running;
    private string? signal;
    private int words;
    private int moment;

    /// <param name="reply">As the relay's; every word is heard before it is answered.</param>
    public LiveSender(Func<string, string, string?>? reply = null, params string[] extensions) =>
        Relay = new ScriptedSmtpServer((verb, line) => Hear(verb, line, reply), extensions).Start();

    public ScriptedSmtpServer Relay { get; }

    /// <summary>Put over the program's own.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>What was heard from the program in this run: each is a place where it can be struck.</summary>
    public int Words => Volatile.Read(ref words);

    /// <summary>To whom mail came, in order, as often as it came.</summary>
    public IReadOnlyList<string> Recipients => [.. Relay.Received.Select(mail => mail.To)];

    /// <summary>The mails that came, each counted once, however often it came.</summary>
    public int Mails => Relay.Received.Select(mail => mail.Data).Distinct().Count();

    public OutboxFixture Box => box;

    private string? Hear(string verb, string line, Func<string, string, string?>? reply)
    {
        lock (gate)
        {
            if (++words == moment)
            {
                Send(signal!);
            }
        }

        return reply?.Invoke(verb, line);
    }

    private void Send(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", running!.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Called with each line that the program says on its standard error, while it runs.</summary>
    public Action<string>? OnSaid { get; set; }

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
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), ListenAsync(process.StandardError));
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Join('\n', said));
    }

    private async Task<string> ListenAsync(StreamReader errors)
    {
        var said = new StringBuilder();
        while (await errors.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            OnSaid?.Invoke(line);
        }

        return said.ToString();
    }

    private ProcessStartInfo Start(DateTimeOffset now)
    {
        var folder = TestContext.CurrentContext.TestDirectory;
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(folder, "DigestMailer.dll"), "send", "--json", "--now",
            now.ToString("O", CultureInfo.InvariantCulture),
            .. box.Storage.Select(setting => $"--{setting.Key}={setting.Value}"),
            "--Site:PostalAddress=1 Paper Street",
            "--Delivery:From=Digests <digest@example.org>",
            "--Delivery:Relays:0:Host=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--Delivery:Relays:0:Port={Relay.Port}"),
            "--Delivery:Relays:0:Security=None",
            string.Create(CultureInfo.InvariantCulture, $"--Delivery:Relays:0:MaxConnections={Connections}")])
        {
            WorkingDirectory = Path.GetDirectoryName(box.DatabaseFile)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    public async ValueTask DisposeAsync()
    {
        await Relay.DisposeAsync();
        await box.DisposeAsync();
    }
}
