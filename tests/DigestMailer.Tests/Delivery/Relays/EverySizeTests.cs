using System.Globalization;
using System.Text;
using DigestMailer.Delivery.Relays;
using DigestMailer.Delivery.Signing;
using DigestMailer.Outbox;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>
/// A mail of any size goes out, whichever buffer on its way it happens to fill to the last byte.
/// </summary>
internal sealed class EverySizeTests
{
    private const int Sizes = 300;

    private const string Head =
        "From: Digests <digest@example.org>\r\nTo: <ana@example.com>\r\nSubject: Papers\r\n"
        + "Message-ID: <1@example.org>\r\nMIME-Version: 1.0\r\n\r\n";

    private string folder = "";

    [OneTimeSetUp]
    public void MakeKey()
    {
        folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        File.WriteAllText(Path.Combine(folder, "ed.pem"), DkimKey.MakeEd25519());
    }

    [OneTimeTearDown]
    public void Clear() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task Every_size_around_a_full_buffer_is_accepted_once([Values(4_096, 8_192, 131_072)] int boundary,
        [Values] bool chunking, [Values] bool signed)
    {
        await using var server = new ScriptedSmtpServer(null, "CHUNKING").Start();
        await using var connection = new RelayConnection(new Relay(Options(server, chunking), TimeProvider.System));
        using var signer = new DkimSigner("example.org", [("e", DkimKey.Read(Path.Combine(folder, "ed.pem")))]);
        var sizes = Enumerable.Range(boundary - (Sizes / 2), Sizes).ToList();
        foreach (var size in sizes)
        {
            var outcome = await connection.SendAsync(Mail(size, signed ? signer : null), CancellationToken.None);
            Assert.That(outcome.Kind, Is.EqualTo(OutcomeKind.Accepted), $"{size} bytes: {outcome.Reply}");
        }

        Assert.That(server.Connections, Is.EqualTo(1), "none of them broke the connection");
        Assert.That(server.Received.Select(mail => mail.Data.Length), Is.EqualTo(sizes));
    }

    private static RelayOptions Options(ScriptedSmtpServer server, bool chunking) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Security = RelaySecurity.None,
        Chunking = chunking,
        MaxMessagesPerConnection = Sizes,
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>A mail of this number of bytes, its signature included; the final dot of DATA adds three.</summary>
    private static WireMail Mail(int size, DkimSigner? signer)
    {
        // A signature's length does not depend on the body.
        var length = size - (signer?.Sign(Encoding.ASCII.GetBytes(Head)).Length ?? 0);
        var text = new StringBuilder(Head, length);
        while (length - text.Length > 160)
        {
            text.Append('x', 78).Append("\r\n");
        }

        text.Append('y', length - text.Length - 2).Append("\r\n");
        var bytes = Encoding.ASCII.GetBytes(text.ToString());
        return new WireMail(signer?.Sign(bytes) ?? [], bytes, "bounce@example.org", "ana@example.com",
            size.ToString(CultureInfo.InvariantCulture) + "@example.org", default);
    }
}
