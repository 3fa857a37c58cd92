using System.Net.Sockets;
using DigestMailer.Digests;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace DigestMailer.Delivery;

/// <summary>
/// One connection to a relay over a socket of our own without Nagle's delay, kept for many messages.
/// Security is what was asked for or nothing: no falling back, no password in the clear.
/// </summary>
internal sealed class RelayConnection(RelayOptions relay, MailboxAddress sender, RelayPace pace) : IMailPort
{
    private readonly WatchedSmtpClient client = new() { Timeout = 60_000, CheckCertificateRevocation = false };
    private int sent;

    public async Task<Outcome> SendAsync(ComposedMail mail, CancellationToken cancel)
    {
        try
        {
            await RecycleAsync();
            await ConnectAsync(cancel);
        }
        catch (Exception fault) when (RelayReply.IsOfTheRelay(fault))
        {
            return new Outcome(OutcomeKind.NotTried, $"Relay {relay.Host}:{relay.Port} {RelayReply.WhyNotConnected(fault, relay)}");
        }

        return RefusedByUs(mail) ?? await HandOverAsync(mail, cancel);
    }

    private async Task RecycleAsync()
    {
        if (client.IsConnected && sent >= relay.MaxMessagesPerConnection)
        {
            await client.DisconnectAsync(quit: true);
        }
    }

    /// <summary>Connects, secures and authenticates, where that has not been done.</summary>
    public async Task ConnectAsync(CancellationToken cancel)
    {
        if (client.IsConnected)
        {
            return;
        }

        sent = 0;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(TimeSpan.FromSeconds(30));
            await socket.ConnectAsync(relay.Host, relay.Port, limit.Token);
            client.LocalDomain = sender.Domain;
            await client.ConnectAsync(socket, relay.Host, relay.Port, Options(relay.Security), limit.Token);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        if (relay.UserName is not null)
        {
            await AuthenticateAsync(relay.UserName, cancel);
        }
    }

    private async Task AuthenticateAsync(string userName, CancellationToken cancel)
    {
        try
        {
            await client.AuthenticateAsync(userName, relay.Password ?? "", cancel);
        }
        catch
        {
            // A connection left open would pass for one that let us in.
            await client.DisconnectAsync(quit: false, CancellationToken.None);
            throw;
        }
    }

    private static SecureSocketOptions Options(RelaySecurity security) => security switch
    {
        RelaySecurity.Tls => SecureSocketOptions.SslOnConnect,
        RelaySecurity.StartTls => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };

    private Outcome? RefusedByUs(ComposedMail mail) =>
        mail.EnvelopeTo.Any(c => !char.IsAscii(c)) && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8)
            ? new Outcome(OutcomeKind.Rejected, "553 5.6.7 the relay does not take addresses outside ASCII (SMTPUTF8)")
            : null;

    private async Task<Outcome> HandOverAsync(ComposedMail mail, CancellationToken cancel)
    {
        await pace.WaitAsync(cancel);
        client.Begin();
        try
        {
            // Once begun, a transaction is finished: stopping in the middle would leave it in doubt.
            var reply = await client.SendAsync(mail.Message, sender, [new MailboxAddress("", mail.EnvelopeTo)], CancellationToken.None);
            sent++;
            return new Outcome(OutcomeKind.Accepted, reply);
        }
        catch (SmtpCommandException refused)
        {
            return RelayReply.Classify(refused);
        }
        catch (Exception broken) when (broken is IOException or SocketException or SmtpProtocolException or ServiceNotConnectedException or OperationCanceledException or TimeoutException)
        {
            await client.DisconnectAsync(quit: false, CancellationToken.None);
            return new Outcome(client.MayHaveIt ? OutcomeKind.InDoubt : OutcomeKind.Deferred, $"the connection broke before the reply ({broken.Message.TrimEnd('.')})");
        }
        catch (NotSupportedException size)
        {
            return new Outcome(OutcomeKind.Rejected, "552 5.3.4 " + size.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client.IsConnected)
        {
            try
            {
                await client.DisconnectAsync(quit: true);
            }
            catch (Exception gone) when (RelayReply.IsOfTheRelay(gone))
            {
                // The relay left first; every outcome is already on disk.
                client.Dispose();
                return;
            }
        }

        client.Dispose();
    }
}
