using MailKit.Net.Smtp;
using MimeKit;

namespace DigestMailer.Delivery;

/// <summary>An SMTP client that knows whether the relay can have the mail: not before it has accepted the recipient.</summary>
internal sealed class WatchedSmtpClient : SmtpClient
{
    public bool MayHaveIt { get; private set; }

    /// <summary>Call before each mail.</summary>
    public void Begin() => MayHaveIt = false;

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => MayHaveIt = true;
}
