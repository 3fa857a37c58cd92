using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>A relay that answers as it should until one word, and never ends its answer to that.</summary>
internal sealed class HostileRelay : IAsyncDisposable
{
    private static readonly byte[] Endless =
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("250-more\r\n", 6000)));

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string at;
    private readonly string does;
    private Task serving = Task.CompletedTask;
    private int connections;

    /// <param name="how">One of <see cref="All"/>.</param>
    public HostileRelay(string how) => (at, does) = (how.Split('-')[0], how.Split('-')[1]);

    /// <summary>The word and what is done there.</summary>
    public static IReadOnlyList<string> All =>
    [
        "banner-endless", "banner-one-line", "banner-silent", "ehlo-endless", "ehlo-trickle", "mail-endless",
        "rcpt-trickle", "dot-endless", "dot-trickle",
    ];

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often somebody connected.</summary>
    public int Connections => Volatile.Read(ref connections);

    public HostileRelay Start()
    {
        listener.Start();
        serving = ServeAsync();
        return this;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task TalkAsync(NetworkStream line)
    {
        try
        {
            using var reader = new StreamReader(line, Encoding.ASCII, false, 1024, leaveOpen: true);
            await SayAsync(line, "banner", "220 hostile\r\n");
            var isMail = false;
            while (await reader.ReadLineAsync(stop.Token) is { } said)
            {
                var verb = said.Split(' ', ':')[0].ToLowerInvariant();
                if (isMail && said != ".")
                {
                    continue;
                }

                isMail = verb == "data";
                await SayAsync(line, said == "." ? "dot" : verb, isMail ? "354 go\r\n" : "250 ok\r\n");
            }
        }
        catch (IOException)
        {
            return;
        }
    }

    private async Task SayAsync(NetworkStream line, string verb, string usual)
    {
        if (verb != at)
        {
            await line.WriteAsync(Encoding.ASCII.GetBytes(usual), stop.Token);
            return;
        }

        while (true)
        {
            switch (does)
            {
                case "silent": await Task.Delay(Timeout.Infinite, stop.Token); break;
                case "endless": await line.WriteAsync(Endless, stop.Token); break;
                case "one": await line.WriteAsync(new byte[60_000], stop.Token); break;
                default:
                    await line.WriteAsync("2"u8.ToArray(), stop.Token);
                    await Task.Delay(200, stop.Token);
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await serving;
        stop.Dispose();
    }
}
