using System.Net.Sockets;
using System.Text.RegularExpressions;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace DigestMailer.Delivery;

/// <summary>What a relay's answer means (RFC 5321 §4.2, RFC 3463).</summary>
internal static partial class RelayReply
{
    /// <summary>4yz and 421 are deferred; 5yz rejected, but for the codes that are the sender's fault and say nothing of the address.</summary>
    public static Outcome Classify(SmtpCommandException refused)
    {
        var text = $"{(int)refused.StatusCode} {refused.Message.ReplaceLineEndings(" ").Trim()}";
        return new Outcome((int)refused.StatusCode >= 500 && !SendersFault().IsMatch(refused.Message) ? OutcomeKind.Rejected : OutcomeKind.Deferred, text);
    }

    public static bool IsOfTheRelay(Exception fault) =>
        fault is IOException or SocketException or SmtpProtocolException or SmtpCommandException or SslHandshakeException or AuthenticationException
            or SaslException or NotSupportedException or ServiceNotConnectedException or TimeoutException or OperationCanceledException;

    public static string WhyNotConnected(Exception fault, RelayOptions relay) => fault switch
    {
        AuthenticationException or SaslException => $"refused the user name or password ({Short(fault)}); check UserName and Password.",
        SslHandshakeException => $"could not be trusted ({Short(fault)}); check its certificate and Security.",
        NotSupportedException when relay.Security == RelaySecurity.StartTls => "offers no STARTTLS; nothing was sent. Check Port and Security; there is no falling back to plain text.",
        NotSupportedException => $"does not offer what was asked ({Short(fault)}); check Security and UserName.",
        SmtpCommandException greeting => $"refused the connection ({(int)greeting.StatusCode} {Short(fault)}); it is tried again later.",
        _ => $"could not be reached ({Short(fault)}); check Host, Port and the network. Nothing is lost: the mail stays in the outbox.",
    };

    private static string Short(Exception fault) => fault.Message.ReplaceLineEndings(" ").Split(". ")[0].TrimEnd('.', ' ');

    [GeneratedRegex(@"\b5\.(7\.\d{1,3}|3\.4)\b")]
    private static partial Regex SendersFault();
}
