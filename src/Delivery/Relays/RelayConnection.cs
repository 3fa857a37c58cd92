using System.Globalization;
using System.Net.Sockets;
using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace DigestMailer.Delivery.Relays;

/// <summary>
/// One connection to a relay over a socket of our own without Nagle's delay, kept for many messages.
/// Security is what was asked for or nothing: no falling back, no password in the clear.
/// </summary>
internal sealed class RelayConnection(Relay relay) : IMailPort
{
    private readonly WatchedSmtpClient client = new(relay.Options.Chunking, relay.Options.Reports)
    {
        Timeout = (int)relay.Options.Timeout.TotalMilliseconds,
        CheckCertificateRevocation = false,
        ServerCertificateValidationCallback = TrustedCertificate.Check(relay.Options.TrustedCertificate),
    };

    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(30);

    // Certificates and the longest list of extensions take a tenth of it.
    private const long MostBytesOfAnswer = 256 * 1024;

    private int sent;
    private long since;

    public async Task<Outcome> SendAsync(WireMail mail, CancellationToken cancel)
    {
        var kept = client.IsConnected && sent > 0;
        var outcome = await TryAsync(mail, cancel);
        // A relay may have closed a kept connection meanwhile, or ends it by 421 after a number of mails; on a new one
        // this mail is the first.
        var again = kept && !client.IsConnected && outcome.Kind == OutcomeKind.Deferred;
        return (again ? await TryAsync(mail, cancel) : outcome) with { Relay = relay.Name };
    }

    private async Task<Outcome> TryAsync(WireMail mail, CancellationToken cancel)
    {
        try
        {
            await RecycleAsync();
            await ConnectAsync(LocalDomain(mail), cancel);
        }
        catch (Exception fault) when (RelayReply.IsOfTheRelay(fault))
        {
            return new Outcome(OutcomeKind.NotTried,
                $"Relay {relay.Name} {RelayReply.WhyNotConnected(fault, relay.Options, relay.Clock.GetUtcNow())}");
        }

        return RefusedByUs(mail) ?? await HandOverAsync(mail, cancel);
    }

    private async Task RecycleAsync()
    {
        if (client.IsConnected
            && (sent >= relay.Options.MaxMessagesPerConnection
                || relay.Clock.GetElapsedTime(since) >= relay.Options.MaxConnectionAge))
        {
            await client.DisconnectAsync(quit: true);
        }
    }

    /// <summary>Connects, secures and authenticates, where that has not been done.</summary>
    public async Task ConnectAsync(string localDomain, CancellationToken cancel)
    {
        if (client.IsConnected)
        {
            return;
        }

        (sent, since) = (0, relay.Clock.GetTimestamp());
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(ToConnect);
            await socket.ConnectAsync(relay.Options.Host, relay.Options.Port, limit.Token);
            client.LocalDomain = localDomain;
            // The banner may take as long as any reply: some relays let a stranger wait on purpose.
            await client.ConnectAsync(Stream(socket), relay.Options.Host, relay.Options.Port,
                Options(relay.Options.Security), cancel);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        await AuthenticateAsync(cancel);
    }

    private RelayStream Stream(Socket socket)
    {
        var patience = relay.Options.Timeout;
        return new RelayStream(socket, new AnswerBudget(MostBytesOfAnswer) { Patience = patience })
        {
            ReadTimeout = (int)patience.TotalMilliseconds,
            WriteTimeout = (int)patience.TotalMilliseconds,
        };
    }

    /// <summary>What we say in EHLO: the domain of the return path, in letters that any relay knows.</summary>
    private static string LocalDomain(WireMail mail) =>
        new IdnMapping().GetAscii(mail.From[(mail.From.LastIndexOf('@') + 1)..]);

    private async Task AuthenticateAsync(CancellationToken cancel)
    {
        try
        {
            if (RelayLogin.Mechanism(relay.Options, client.AuthenticationMechanisms) is { } mechanism)
            {
                await client.AuthenticateAsync(mechanism, cancel);
            }
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

    /// <summary>
    /// An invalid address, and a mail that the relay has said it cannot take, is rejected here, before a byte of it is
    /// sent.
    /// </summary>
    private Outcome? RefusedByUs(WireMail mail)
    {
        // Addresses are checked where they come in; one that a damaged database holds must not break a command, nor the
        // run.
        if (!EmailAddress.TryParse(mail.To, out var address, out _) || address.Length != mail.To.Length)
        {
            return new Outcome(OutcomeKind.Rejected, "501 5.1.3 not a valid address")
            {
                Blame = Blame.Address,
                ByUs = true
            };
        }

        if (mail.NeedsUtf8 && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
        {
            return new Outcome(OutcomeKind.Rejected,
                "553 5.6.7 the relay does not take addresses outside ASCII (SMTPUTF8)")
            {
                Blame = Blame.Address,
                ByUs = true
            };
        }

        if (mail.IsEightBit && !client.Capabilities.HasFlag(SmtpCapabilities.EightBitMime))
        {
            return new Outcome(OutcomeKind.Rejected,
                "554 5.6.3 the relay does not take bytes outside ASCII (8BITMIME)")
            {
                Blame = Blame.Address,
                ByUs = true
            };
        }

        return client.MaxSize > 0 && mail.Size > client.MaxSize
            ? new Outcome(OutcomeKind.Rejected,
                $"552 5.3.4 the mail has {mail.Size} bytes, the relay takes {client.MaxSize} (SIZE)")
            {
                Blame =
                    Blame.Size,
                ByUs = true
            }
            : null;
    }

    private async Task<Outcome> HandOverAsync(WireMail mail, CancellationToken cancel)
    {
        await relay.Pace.WaitAsync(cancel);
        sent++;
        try
        {
            return new Outcome(OutcomeKind.Accepted, "250 " + (await client.SendAsync(mail)).ReplaceLineEndings(" "));
        }
        catch (SmtpCommandException refused)
        {
            await HangUpAfter421Async(refused);
            return RelayReply.Classify(refused);
        }
        catch (ServiceNotAuthenticatedException refused)
        {
            // The transaction is not reset, so the next mail needs a new connection.
            await client.DisconnectAsync(quit: false, CancellationToken.None);
            return RelayReply.Classify(refused);
        }
        catch (Exception broken) when (broken is IOException or SocketException or SmtpProtocolException
            or ServiceNotConnectedException or OperationCanceledException or TimeoutException)
        {
            await client.DisconnectAsync(quit: false, CancellationToken.None);
            return new Outcome(client.MayHaveIt ? OutcomeKind.InDoubt : OutcomeKind.Deferred,
                $"the connection broke before the reply ({broken.Message.ReplaceLineEndings(" ").TrimEnd('.')})");
        }
    }

    private async Task HangUpAfter421Async(SmtpCommandException refused)
    {
        if ((int)refused.StatusCode == 421 && client.IsConnected)
        {
            await client.DisconnectAsync(quit: false, CancellationToken.None);
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
