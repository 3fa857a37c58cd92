using System.Net.Sockets;
using System.Text.RegularExpressions;
using DigestMailer.Outbox;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace DigestMailer.Delivery.Relays;

/// <summary>What a relay's answer means (RFC 5321 §4.2, RFC 3463).</summary>
internal static partial class RelayReply
{
    /// <summary>
    /// 4yz and 421 are deferred. 5yz is rejected where it speaks of the address or the mail; what is the sender's
    /// fault, or the mail's size, is deferred, and where it refuses our very sender, this relay is none for us.
    /// </summary>
    public static Outcome Classify(SmtpCommandException refused)
    {
        var code = (int)refused.StatusCode;
        var outcome = new Outcome(OutcomeKind.Deferred, $"{code} {refused.Message.ReplaceLineEndings(" ").Trim()}");
        if (code < 500)
        {
            var slower =
                code == 421
                    || (outcome.Enhanced?.StartsWith("4.7.", StringComparison.Ordinal) == true
                        && !Greylisting().IsMatch(refused.Message));
            return outcome with { Blame = slower ? Blame.Pace : Blame.Nobody };
        }

        if (outcome.Enhanced == "5.3.4")
        {
            return outcome with { Blame = Blame.Size };
        }

        if (!IsSendersFault(code, outcome.Enhanced))
        {
            return refused.ErrorCode == SmtpErrorCode.SenderNotAccepted
                ? outcome with { Kind = OutcomeKind.NotTried, Blame = Blame.Sender }
                : outcome with { Kind = OutcomeKind.Rejected, Blame = Blame.Address };
        }

        return outcome
            with
        {
            Kind =
                refused.ErrorCode == SmtpErrorCode.SenderNotAccepted ? OutcomeKind.NotTried : OutcomeKind.Deferred,
            Blame = Blame.Sender
        };
    }

    /// <summary>
    /// Security and policy (5.7), our own address (5.1.7, 5.1.8), our words (500 to 504) and our password (530 to 538).
    /// </summary>
    private static bool IsSendersFault(int code, string? enhanced) => enhanced is not null
        ? enhanced.StartsWith("5.7.", StringComparison.Ordinal) || enhanced is "5.1.7" or "5.1.8"
        : code is (>= 500 and <= 504) or 530 or 534 or 535 or 538;

    public static bool IsOfTheRelay(Exception fault) =>
        fault is IOException or SocketException or SmtpProtocolException or SmtpCommandException
            or SslHandshakeException or AuthenticationException
            or SaslException or NotSupportedException or ServiceNotConnectedException or TimeoutException
            or OperationCanceledException;

    public static string WhyNotConnected(Exception fault, RelayOptions relay) => fault switch
    {
        AuthenticationException or SaslException =>
            $"refused the user name or password ({Short(fault)}); check UserName and Password.",
        SslHandshakeException => $"could not be trusted ({Short(fault)}); check its certificate and Security.",
        NotSupportedException when relay.Security == RelaySecurity.StartTls =>
            "offers no STARTTLS; nothing was sent. Check Port and Security; there is no falling back to plain text.",
        NotSupportedException => $"does not offer what was asked ({Short(fault)}); check Security and UserName.",
        SmtpCommandException greeting =>
            $"refused the connection ({(int)greeting.StatusCode} {Short(fault)}); it is tried again later.",
        _ => $"could not be reached ({Short(fault)}); check Host, Port and the network. Nothing is lost: the mail stays in the outbox.",
    };

    private static string Short(Exception fault) =>
        fault.Message.ReplaceLineEndings(" ").Split(". ")[0].TrimEnd('.', ' ');

    [GeneratedRegex("gr[ae]y-?list", RegexOptions.IgnoreCase)]
    private static partial Regex Greylisting();
}
