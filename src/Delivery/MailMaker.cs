using DigestMailer.Digests;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DigestMailer.Delivery;

/// <summary>Derives the mail of an outbox row: the cohort's digest, and the head and foot that are this person's.</summary>
internal sealed class MailMaker(DigestStore digests, DigestComposer composer, SignedLinks links, IOptions<SiteOptions> site, IOptions<DeliveryOptions> delivery)
{
    private readonly MailIdentity identity = new(MailboxAddress.Parse(delivery.Value.From));

    public async Task<ComposedMail> MakeAsync(OutboxItem item, CancellationToken cancel) =>
        await composer.ComposeAsync(item.DigestId, token => digests.ContentAsync(item.DigestId, token), RecipientOf(item.SubscriberId, item.Email, item.Name, item.Format), identity, cancel);

    /// <summary>The person with their own links.</summary>
    public Recipient RecipientOf(long subscriberId, string email, string? name, MailFormat format) => new(
        subscriberId, email, name, format,
        site.Value.Address("unsubscribe/" + links.Sign(LinkPurpose.Unsubscribe, subscriberId)),
        site.Value.Address("preferences/" + links.Sign(LinkPurpose.Preferences, subscriberId)));

    /// <summary>A mail of a digest that is not stored.</summary>
    public ComposedMail Preview(DigestContent content, Recipient recipient) => composer.Compose(content, recipient, identity);
}
