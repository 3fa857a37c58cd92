using DigestMailer.Delivery;
using DigestMailer.Delivery.Relays;
using DigestMailer.Delivery.Signing;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using DigestMailer.Tests.Digests;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Delivery;

/// <summary>Sample digests as they go over the line.</summary>
internal sealed class MailSealFixture(DkimSigner? signer = null)
{
    public WireMail Seal(DigestContent? content = null, Recipient? reader = null)
    {
        using var storage = new TestDatabase();
        using var seal =
            new MailSeal(
                new ReturnPath(new KeyRing(storage.Database, TimeProvider.System),
                    Options.Create(new DeliveryOptions { From = "digest@example.org" })), signer);
        return seal.Seal(7, Samples.Compose(content ?? Samples.Digest(), reader));
    }
}
