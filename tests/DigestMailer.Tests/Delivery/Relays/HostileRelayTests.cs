using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>Relays that never end what they say, or never say it: each is left within its budget, nothing is lost.
/// </summary>
internal sealed class HostileRelayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly byte[] Endless =
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("250-more\r\n", 6000)));

    [TestCase("banner-endless")]
    [TestCase("banner-one-line")]
    [TestCase("banner-silent")]
    [TestCase("ehlo-endless")]
    [TestCase("ehlo-trickle")]
    [TestCase("mail-endless")]
    [TestCase("rcpt-trickle")]
    [TestCase("dot-endless")]
    [TestCase("dot-trickle")]
    public async Task A_relay_is_left_that_answers(string how)
    {
        using var stop = new CancellationTokenSource();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, how, stop.Token);
        await using var box = new OutboxFixture(((IPEndPoint)listener.LocalEndpoint).Port,
            ("Relays:0:MaxConnections", "1"), ("Relays:0:Timeout", Patience.ToString()));
        await box.ReadyAsync(1);
        var before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        await box.Dispatcher.DeliverAsync();
        TestContext.Out.WriteLine(
            $"{how}: {watch.Elapsed.TotalSeconds:F1} s, "
                + $"{(GC.GetTotalAllocatedBytes() - before) / 1048576} MB allocated");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Ready" }));
        await stop.CancelAsync();
        listener.Stop();
        await serving;
    }

    [Test]
    public async Task A_reply_without_end_is_cut_off_and_the_next_relay_takes_the_mail()
    {
        using var stop = new CancellationTokenSource();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, "mail-endless", stop.Token);
        await using var good = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(((IPEndPoint)listener.LocalEndpoint).Port,
            ("Relays:0:MaxConnections", "1"), ("Relays:1:Host", "127.0.0.1"), ("Relays:1:Port", $"{good.Port}"),
            ("Relays:1:Security", "None"), ("Relays:1:MaxConnections", "1"));
        await box.ReadyAsync(3);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(3));
        await stop.CancelAsync();
        listener.Stop();
        await serving;
    }

    private static async Task ServeAsync(TcpListener listener, string how, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                await TalkAsync(client.GetStream(), how.Split('-'), stop);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private static async Task TalkAsync(NetworkStream line, string[] how, CancellationToken stop)
    {
        try
        {
            using var reader = new StreamReader(line, Encoding.ASCII, false, 1024, leaveOpen: true);
            await SayAsync(line, how, "banner", "220 hostile\r\n", stop);
            var isMail = false;
            while (await reader.ReadLineAsync(stop) is { } said)
            {
                var verb = said.Split(' ', ':')[0].ToLowerInvariant();
                if (isMail && said != ".")
                {
                    continue;
                }

                isMail = verb == "data";
                await SayAsync(line, how, said == "." ? "dot" : verb, isMail ? "354 go\r\n" : "250 ok\r\n", stop);
            }
        }
        catch (IOException)
        {
            return;
        }
    }

    private static async Task SayAsync(NetworkStream line, string[] how, string verb, string usual,
        CancellationToken stop)
    {
        if (verb != how[0])
        {
            await line.WriteAsync(Encoding.ASCII.GetBytes(usual), stop);
            return;
        }

        while (true)
        {
            switch (how[1])
            {
                case "silent": await Task.Delay(Timeout.Infinite, stop); break;
                case "endless": await line.WriteAsync(Endless, stop); break;
                case "one": await line.WriteAsync(new byte[60_000], stop); break;
                default:
                    await line.WriteAsync("2"u8.ToArray(), stop);
                    await Task.Delay(200, stop);
                    break;
            }
        }
    }
}
