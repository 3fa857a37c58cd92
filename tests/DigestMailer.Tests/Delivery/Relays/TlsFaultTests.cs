using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>What is said of a relay whose certificate is at fault: which fault it is.</summary>
internal sealed class TlsFaultTests
{
    [TestCase("localhost", -400, -30, "its certificate expired on ")]
    [TestCase("localhost", 30, 400, "is valid from ")]
    [TestCase("other.example", -30, 400, "is for another name (other.example), not for localhost")]
    [TestCase("localhost", -30, 400, "comes from an unknown authority (")]
    public async Task The_fault_of_a_certificate_is_named(string name, int from, int until, string said)
    {
        var now = DateTimeOffset.UtcNow;
        using var certificate = Make(name, now.AddDays(from), now.AddDays(until));
        using var listener = new TcpListener(IPAddress.IPv6Any, 0);
        listener.Server.DualMode = true;
        listener.Start();
        var serving = ServeAsync(listener, certificate);
        await using var box = new OutboxFixture(((IPEndPoint)listener.LocalEndpoint).Port,
            ("Relays:0:Host", "localhost"), ("Relays:0:Security", "Tls"), ("Relays:0:MaxConnections", "1"));
        box.Clock.Set(now - box.Clock.GetUtcNow());
        await box.ReadyAsync(1);
        await box.RunAsync("UPDATE outbox SET due_at = 0, expires_at = 99999999999999");
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That(report.Stopped, Does.Contain("could not be trusted").And.Contain(said));
        listener.Stop();
        await serving;
    }

    [Test]
    public async Task A_relay_that_speaks_no_TLS_is_told_apart()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:Security", "Tls"),
            ("Relays:0:MaxConnections", "1"), ("Relays:0:Timeout", "00:00:02"));
        await box.ReadyAsync(1);
        Assert.That((await box.Dispatcher.DeliverAsync()).Stopped, Does.Contain("no TLS was spoken"));
    }

    private static X509Certificate2 Make(string name, DateTimeOffset from, DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        var request =
            new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(from, until);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var secured = new SslStream(client.GetStream());
                await TryAsync(secured, certificate);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            return;
        }
    }

    private static async Task TryAsync(SslStream secured, X509Certificate2 certificate)
    {
        try
        {
            await secured.AuthenticateAsServerAsync(certificate);
            await secured.ReadExactlyAsync(new byte[1]);
        }
        catch (Exception gone) when (gone is IOException or System.Security.Authentication.AuthenticationException)
        {
            return;
        }
    }
}
