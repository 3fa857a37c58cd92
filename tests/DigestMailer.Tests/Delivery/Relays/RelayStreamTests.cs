using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DigestMailer.Delivery.Relays;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>The line to a relay keeps nothing back from a peer whose reply it waits for.</summary>
internal sealed class RelayStreamTests
{
    private Socket near = null!;
    private NetworkStream far = null!;

    [SetUp]
    public async Task ConnectAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        near = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var accepting = listener.AcceptSocketAsync();
        await near.ConnectAsync(listener.LocalEndpoint);
        far = new NetworkStream(await accepting, ownsSocket: true);
    }

    [TearDown]
    public void Close()
    {
        near.Dispose();
        far.Dispose();
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Gathered_bytes_go_out_before_a_read([Values] bool tls, [Values] bool synchronous,
        [Values(1, 4_096, 8_192, 131_072, 400_000)] int size, CancellationToken cancel)
    {
        await using var line =
            new RelayStream(near, new AnswerBudget(1_000_000)) { ReadTimeout = 30_000, WriteTimeout = 30_000 };
        var (mine, theirs) = tls ? await SecureAsync(line, cancel) : (line, far);
        var echo = EchoAsync(theirs, size, cancel);
        var said = RandomNumberGenerator.GetBytes(size);
        var heard = new byte[size];
        await (synchronous ? Task.Run(() => Ask(mine, said, heard), cancel) : AskAsync(mine, said, heard, cancel));
        await echo;
        Assert.That(heard, Is.EqualTo(said));
    }

    [Test]
    public async Task Nothing_is_sent_before_a_flush_or_a_read()
    {
        await using var line = new RelayStream(near, new AnswerBudget(1_000_000));
        await line.WriteAsync(new byte[5000]);
        Assert.That(far.DataAvailable, Is.False);
        await line.FlushAsync();
        await far.ReadExactlyAsync(new byte[5000]);
    }

    private static void Ask(Stream line, byte[] said, byte[] heard)
    {
        line.Write(said);
        line.ReadExactly(heard);
    }

    private static async Task AskAsync(Stream line, byte[] said, byte[] heard, CancellationToken cancel)
    {
        await line.WriteAsync(said, cancel);
        await line.ReadExactlyAsync(heard, cancel);
    }

    private static async Task EchoAsync(Stream line, int size, CancellationToken cancel)
    {
        var heard = new byte[size];
        await line.ReadExactlyAsync(heard, cancel);
        await line.WriteAsync(heard, cancel);
    }

    private async Task<(Stream Mine, Stream Theirs)> SecureAsync(RelayStream line, CancellationToken cancel)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=relay", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var mine = new SslStream(line, leaveInnerStreamOpen: true,
            (_, shown, _, _) => shown?.Subject == "CN=relay");
        var theirs = new SslStream(far, leaveInnerStreamOpen: true);
        await Task.WhenAll(
            theirs.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate },
                cancel),
            mine.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "relay" }, cancel));
        return (mine, theirs);
    }
}
