using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DigestMailer.Benchmarks.Sending;

/// <summary>
/// A relay that answers each command after 20 ms, over 50 connections: ours compared with 50 / (round trips x 20 ms).
/// </summary>
internal sealed class SlowRelay : IAsyncDisposable
{
    private const int Connections = 50;
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private long turns;
    private long mails;

    private SlowRelay()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public static async Task RunAsync(Scale scale, Report report)
    {
        var readers = scale.Of(20_000);
        var rates = new List<double>();
        var shares = new List<double>();
        for (var run = 0; run < Math.Min(scale.Runs, 3); run++)
        {
            await using var relay = new SlowRelay();
            await using var world = await World.MakeAsync(readers, Math.Min(200, readers));
            // A first mail alone shows how many answers one takes, and what start and planning cost is left out by the
            // relay's own clock.
            await Ours.SendAsync(world, ((IPEndPoint)relay.listener.LocalEndpoint).Port, readers,
                [.. Ours.Relay(((IPEndPoint)relay.listener.LocalEndpoint).Port, Connections)]);
            var trips = (double)relay.turns / relay.mails;
            var rate = relay.mails / (relay.last - relay.first).TotalSeconds;
            rates.Add(rate);
            shares.Add(rate / (Connections / (Math.Round(trips) * Delay.TotalSeconds)));
        }

        report.Add("relay answering after 20 ms, 50 connections", "mails/s", rates);
        report.Add("the same compared with 50 / (round trips x 20 ms)", "times", shares, "0.85 (0.95)");
    }

    private DateTime first = DateTime.MaxValue;
    private DateTime last;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1, false, 65536);
            await SayAsync(stream, "220 slow");
            while (await reader.ReadLineAsync() is { } line)
            {
                var verb = line.Length < 4 ? "" : line[..4].ToUpperInvariant();
                if (verb == "DATA")
                {
                    await TurnAsync(stream, "354 go on");
                    while (await reader.ReadLineAsync() is { } text && text != ".")
                    {
                    }

                    await TurnAsync(stream, "250 2.0.0 taken");
                    Interlocked.Increment(ref mails);
                    last = DateTime.UtcNow;
                }
                else if (verb is "EHLO" or "HELO")
                {
                    await SayAsync(stream, "250-slow\r\n250 8BITMIME");
                }
                else if (verb == "QUIT")
                {
                    await SayAsync(stream, "221 bye");
                    return;
                }
                else
                {
                    first = first == DateTime.MaxValue ? DateTime.UtcNow : first;
                    await TurnAsync(stream, "250 2.1.0 ok");
                }
            }
        }
    }

    private async Task TurnAsync(NetworkStream stream, string answer)
    {
        Interlocked.Increment(ref turns);
        await Task.Delay(Delay);
        await SayAsync(stream, answer);
    }

    private static async Task SayAsync(NetworkStream stream, string answer) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }
}
