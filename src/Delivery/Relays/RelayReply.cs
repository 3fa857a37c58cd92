using System.Net.Sockets;
using DigestMailer.Delivery.Refusals;
using DigestMailer.Outbox;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace DigestMailer.Delivery.Relays;

/// <summary>What a relay's answer means (RFC 5321 §4.2, RFC 3463).</summary>
internal static class RelayReply
{
    /// <summary>
    /// 4yz and 421 are deferred. 5yz is rejected where it speaks of the address or its mailbox, or decides nothing;
    /// what is the sender's fault, the relay's or the size's is deferred, and where it refuses our very sender, this
    /// relay will not do for us.
    /// </summary>
    public static Outcome Classify(SmtpCommandException refused)
    {
        var code = (int)refused.StatusCode;
        var phase = refused.ErrorCode switch
        {
            SmtpErrorCode.SenderNotAccepted => SmtpPhase.Sender,
            SmtpErrorCode.RecipientNotAccepted => SmtpPhase.Recipient,
            _ => SmtpPhase.Content,
        };
        var reply = $"{code} {refused.Message.ReplaceLineEndings(" ").Trim()}";
        var blame = Judgement.Of(new Refusal(reply, null, phase, Live: true)).Blame;
        return new Outcome(Kind(code, phase, blame), reply) { Blame = blame, Phase = phase };
    }

    /// <summary>530 to any command of a mail (RFC 4954 §6, RFC 3207 §4): the relay asks for a login or for TLS.
    /// </summary>
    public static Outcome Classify(ServiceNotAuthenticatedException refused) =>
        new(OutcomeKind.Deferred, $"530 {refused.Message.ReplaceLineEndings(" ").Trim()}") { Blame = Blame.Relay };

    private static OutcomeKind Kind(int code, SmtpPhase phase, Blame blame) => blame switch
    {
        _ when code < 500 => OutcomeKind.Deferred,
        Blame.Size => OutcomeKind.Deferred,
        _ when phase == SmtpPhase.Sender => OutcomeKind.NotTried,
        Blame.Sender or Blame.Relay => OutcomeKind.Deferred,
        _ => OutcomeKind.Rejected,
    };

    public static bool IsOfTheRelay(Exception fault) =>
        fault is IOException or SocketException or SmtpProtocolException or SmtpCommandException
            or SslHandshakeException or AuthenticationException
            or SaslException or NotSupportedException or ServiceNotConnectedException
            or ServiceNotAuthenticatedException or TimeoutException or OperationCanceledException;

    /// <summary>What the operator is told when a relay refuses us for our account, identity or protocol.</summary>
    public static string WhyRefused(string relay, string reply) =>
        $"Relay {relay} refuses us, not a reader ({reply}): it rests for an hour. "
            + "Check its quota, our account and our sender address there. "
            + "Nothing is lost, nobody is suppressed.";

    public static string WhyNotConnected(Exception fault, RelayOptions relay, DateTimeOffset now) => fault switch
    {
        AuthenticationException when fault.Message.StartsWith('4') =>
            $"could not check the login ({Short(fault)}); it is retried later.",
        AuthenticationException or SaslException =>
            $"refused the user name or password ({Short(fault)}); check UserName and Password.",
        SslHandshakeException tls => $"could not be trusted: {TlsFault.Of(tls, relay.Host, now)}.",
        NotSupportedException when relay.Security == RelaySecurity.StartTls && fault.Message.Contains("STARTTLS",
            StringComparison.OrdinalIgnoreCase) =>
            "offers no STARTTLS; nothing was sent. Check Port and Security; there is no fallback to plain text.",
        NotSupportedException => $"does not offer what was asked ({Short(fault)}); check Security and UserName.",
        SmtpCommandException greeting =>
            $"refused the connection ({(int)greeting.StatusCode} {Short(fault)}); it is retried later.",
        _ => $"could not be reached ({Short(fault)}); check Host, Port and the network. "
            + "Nothing is lost: the mail stays in the outbox.",
    };

    private static string Short(Exception fault) =>
        fault.Message.ReplaceLineEndings(" ").Split(". ")[0].TrimEnd('.', ' ');
}
