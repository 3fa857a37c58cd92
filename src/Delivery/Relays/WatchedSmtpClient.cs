using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace DigestMailer.Delivery.Relays;

/// <summary>
/// An SMTP client that sends sealed mails byte for byte, and knows how far it came: whether the relay can have the
/// mail.
/// </summary>
internal sealed class WatchedSmtpClient : SmtpClient
{
    private readonly bool chunking;
    private readonly bool reports;
    private readonly WireMessage message;
    private WireMail? mail;

    public WatchedSmtpClient(bool chunking, bool reports)
    {
        (this.chunking, this.reports) = (chunking, reports);
        message = new WireMessage(() => MayHaveIt = true);
        DeliveryStatusNotificationType =
            reports ? DeliveryStatusNotificationType.HeadersOnly : DeliveryStatusNotificationType.Unspecified;
    }

    /// <summary>
    /// Whether the last byte of the mail has been written: before that the relay cannot have it, after that it may.
    /// </summary>
    public bool MayHaveIt { get; private set; }

    protected override bool PreferSendAsBinaryData => chunking;

    public async Task<string> SendAsync(WireMail wire)
    {
        (mail, MayHaveIt) = (wire, false);
        // Once begun, a transaction is finished: stopping in the middle would leave it in doubt.
        return await SendAsync(message.Holding(wire), new MailboxAddress("", wire.From),
            [new MailboxAddress("", wire.To)], CancellationToken.None);
    }

    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint,
        int maxLineLength)
    {
        // The bytes are fit for any relay and signed; encoding them again would break the signature.
    }

    protected override long GetSize(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
        mail!.Size;

    protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message,
        CancellationToken cancellationToken) => Task.FromResult((long)mail!.Size);

    protected override string GetEnvelopeId(MimeMessage message) => reports ? mail!.MessageId : null!;

    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message,
        MailboxAddress mailbox) =>
        reports ? DeliveryStatusNotification.Failure : null;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            message.Dispose();
        }

        base.Dispose(disposing);
    }
}
