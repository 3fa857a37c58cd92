using DigestMailer.Delivery.Relays;
using DigestMailer.Delivery.Signing;
using DigestMailer.Digests.Mail;

namespace DigestMailer.Delivery;

/// <summary>
/// Makes a composed mail the bytes that are sent: signed where that is set, with its return path. The same row gives
/// the same bytes.
/// </summary>
/// <param name="signer">Null where the relay signs.</param>
internal sealed class MailSeal(ReturnPath paths, DkimSigner? signer) : IDisposable
{
    public WireMail Seal(long subscriberId, ComposedMail mail) =>
        new(signer?.Sign(mail.Bytes) ?? [], mail.Bytes, paths.Of(subscriberId).Address, mail.EnvelopeTo, mail.MessageId,
            mail.Slot);

    public void Dispose() => signer?.Dispose();
}
