using System.Text;
using DigestMailer.Delivery.Relays;
using DigestMailer.Outbox;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>Lines that begin with dots arrive as they were (RFC 5321 §4.5.2).</summary>
internal sealed class DotStuffingTests
{
    [TestCase(".\r\n")]
    [TestCase("..\r\n")]
    [TestCase("a\r\n.\r\nb\r\n")]
    [TestCase("...\r\n....\r\n.a\r\n. \r\n")]
    [TestCase("a.\r\n.b.\r\n\r\n.\r\n")]
    [TestCase("no dots\r\n")]
    public async Task A_body_arrives_as_it_was(string body)
    {
        await using var server = new ScriptedSmtpServer().Start();
        var options = new RelayOptions { Host = "127.0.0.1", Port = server.Port, Security = RelaySecurity.None };
        await using var connection = new RelayConnection(new Relay(options, TimeProvider.System));
        var mail = Encoding.ASCII.GetBytes("Subject: dots\r\n\r\n" + body);
        for (var i = 0; i < 2; i++)
        {
            var outcome = await connection.SendAsync(
                new WireMail([], mail, "digest@example.org", "ada@example.org", "id@example.org",
                    DateTimeOffset.UnixEpoch), CancellationToken.None);
            Assert.That(outcome.Kind, Is.EqualTo(OutcomeKind.Accepted), outcome.Reply);
        }

        Assert.That(server.Received.Select(one => one.Data), Is.All.EqualTo(Encoding.ASCII.GetString(mail)));
        Assert.That(server.Connections, Is.EqualTo(1));
    }
}
