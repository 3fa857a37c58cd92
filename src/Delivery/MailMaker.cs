using System.Globalization;
using DigestMailer.Delivery.Signing;
using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;
using DigestMailer.Subscribers.Several;
using DigestMailer.Subscribers.Times;
using DigestMailer.Topics;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DigestMailer.Delivery;

/// <summary>
/// Derives the mail of an outbox row: the cohort's digest with the head and foot that are this person's, or a letter
/// about their subscription.
/// </summary>
internal sealed class MailMaker(
    DigestStore digests, DigestComposer composer, LetterMessage letters, SubscriberStore subscribers,
    ReaderDigests several, ReminderContent reminders, SignedLinks links, ReturnPath returnPath,
    IOptions<SiteOptions> site, IOptions<DeliveryOptions> delivery)
{
    /// <summary>
    /// How long the link of a mail opens the preferences: longer than anyone keeps a digest, and every newer mail has a
    /// fresh one.
    /// </summary>
    private static readonly TimeSpan PreferencesFor = TimeSpan.FromDays(180);

    private readonly MailIdentity identity =
        new(MailboxAddress.Parse(delivery.Value.From), FeedbackId: delivery.Value.FeedbackId)
        {
            TagsSubjects = delivery.Value.TagSubjects,
        };
    private readonly bool byMail = delivery.Value is { UnsubscribeByMail: true, ReturnPath: not null, Verp: true };
    private readonly MailIdentity ofLetters =
        new(MailboxAddress.Parse(delivery.Value.LettersFrom ?? delivery.Value.From));

    /// <summary>
    /// Reads what the digests of a claim show: of those that have one reader there, all when the first is asked for;
    /// any other when it is, which is seldom, since the body made of it is kept.
    /// </summary>
    public Func<OutboxItem, Task<DigestContent>> ContentsOf(IReadOnlyList<OutboxItem> claim)
    {
        var alone = new Lazy<Task<IReadOnlyDictionary<long, DigestContent>>>(
            () => digests.ContentsAsync(
                [.. claim.Where(item => item.Alone).Select(item => item.DigestId).OfType<long>()],
                CancellationToken.None));
        return async item =>
        {
            if (!item.Alone)
            {
                return await ContentAsync(item);
            }

            try
            {
                return (await alone.Value)[item.DigestId!.Value];
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                // One that cannot be read must not keep the others back.
                return await ContentAsync(item);
            }
        };
    }

    private Task<DigestContent> ContentAsync(OutboxItem item) =>
        digests.ContentAsync(item.DigestId!.Value, CancellationToken.None);

    /// <param name="content">Reads what the item's digest shows; from <see cref="ContentsOf"/>, where there are
    /// others.</param>
    public async Task<ComposedMail> MakeAsync(OutboxItem item, CancellationToken cancel,
        Func<OutboxItem, Task<DigestContent>>? content = null)
    {
        var zone = Zones.TryFind(item.Zone, out var known) ? known : TimeZoneInfo.Utc;
        var recipient =
            new Recipient(item.SubscriberId, item.Email, item.Name, item.Look, zone,
                LinksOf(item.SubscriberId, item.DigestId ?? 0, item.Slot))
            { Digest = item.Digest };
        if (item.Kind is not (MailKind.Digest or MailKind.Alert or MailKind.Welcome))
        {
            return await LetterAsync(item, recipient, cancel);
        }

        var digest =
            item.DigestId ?? throw new InvalidOperationException($"Outbox row {item.Id} ({item.Kind}) has no digest.");
        return await composer.ComposeAsync(digest, () => (content ?? ContentAsync)(item), recipient, identity,
            item.Alone, cancel);
    }

    private async Task<ComposedMail> LetterAsync(OutboxItem item, Recipient recipient, CancellationToken cancel)
    {
        var subscriber =
            await subscribers.FindAsync(item.SubscriberId, cancel)
                ?? throw new InvalidOperationException($"Outbox row {item.Id} has no subscriber.");
        var wishes = subscriber.Wishes;
        if (item.Kind is MailKind.Move or MailKind.Moved)
        {
            return AddressLetter(item, recipient, wishes);
        }

        if (item.Kind == MailKind.Reminder)
        {
            return letters.Compose(LetterKind.Reminder, item.Slot, recipient,
                await reminders.ContentAsync(subscriber, cancel), ofLetters);
        }

        if (item.Kind == MailKind.Confirm && subscriber.State != SubscriptionState.Confirmed)
        {
            var confirm = Link("confirm", LinkPurpose.Confirm, item.SubscriberId,
                item.Slot + SubscriptionLife.PendingFor);
            return letters.Compose(LetterKind.Confirm, item.Slot, recipient, WithoutWords(confirm, wishes), ofLetters);
        }

        // Somebody who is asked to confirm and has done so asked for links that work.
        var kind = item.Kind == MailKind.Goodbye ? LetterKind.Goodbye : LetterKind.Links;
        var content =
            new LetterContent(recipient.Links.Preferences, digests.Names(wishes.Topics), wishes.Rhythm, wishes.Max);
        return letters.Compose(kind, item.Slot, recipient, kind == LetterKind.Goodbye
            ? content with { Ended = subscriber.Digest, Continuing = await ContinuingAsync(subscriber, cancel) }
            : content, ofLetters);
    }

    /// <summary>The names of the digests that the reader still gets.</summary>
    private async Task<IReadOnlyList<string?>> ContinuingAsync(Subscriber subscriber, CancellationToken cancel) =>
        [.. (await several.ListAsync(subscriber.Id, cancel))
            .Where(one => one.Id != subscriber.Id && one.State == SubscriptionState.Confirmed)
            .Select(one => one.Digest)];

    private ComposedMail AddressLetter(OutboxItem item, Recipient recipient, Wishes wishes)
    {
        var change = item.ChangeId ?? throw new InvalidOperationException($"Outbox row {item.Id} has no change.");
        return item.Kind == MailKind.Move
            ? letters.Compose(LetterKind.Move, item.Slot, recipient, WithoutWords(
                Link("move", LinkPurpose.Move, change, item.Slot + AddressChanges.ConfirmWithin), wishes), ofLetters)
            : letters.Compose(LetterKind.Moved, item.Slot, recipient, WithoutWords(
                Link("undo-move", LinkPurpose.UndoMove, change, item.Slot + AddressChanges.UndoWithin), wishes),
                ofLetters);
    }

    /// <summary>A letter to an address that may be another person's: what was typed is counted, not quoted.</summary>
    private LetterContent WithoutWords(string action, Wishes wishes) =>
        new(action, digests.Names(TopicSet.Create(wishes.Topics.Topics, [])), wishes.Rhythm, wishes.Max)
        {
            OwnQueries = wishes.Topics.Queries.Count,
        };

    /// <summary>The person with their own links, for a digest that is not stored.</summary>
    public Recipient RecipientOf(Subscriber subscriber) =>
        new(subscriber.Id, subscriber.Email, subscriber.Name,
            subscriber.Wishes.Look with { Named = subscriber.Digest is not null }, subscriber.Wishes.Rhythm.Zone,
            LinksOf(subscriber.Id, 0, DateTimeOffset.UnixEpoch.AddYears(200)))
        { Digest = subscriber.Digest };

    /// <param name="from">The slot, so that a retry holds the same links.</param>
    private PersonalLinks LinksOf(long subscriberId, long digestId, DateTimeOffset from) => new(
        Link("unsubscribe", LinkPurpose.Unsubscribe, subscriberId),
        Link("preferences", LinkPurpose.Preferences, subscriberId, from + PreferencesFor),
        Link("feedback", LinkPurpose.Feedback, subscriberId),
        Link("view", LinkPurpose.View, subscriberId) + "/" + digestId.ToString(CultureInfo.InvariantCulture),
        byMail ? returnPath.Of(subscriberId).Address : null);

    private string Link(string page, LinkPurpose purpose, long subscriberId, DateTimeOffset? expires = null) =>
        site.Value.Address($"{page}/{links.Sign(purpose, subscriberId, expires)}");

    /// <summary>A mail of a digest that is not stored.</summary>
    public ComposedMail Preview(DigestContent content, Recipient recipient) =>
        composer.Compose(content, recipient, identity);

    /// <summary>A letter about a subscription that is not stored.</summary>
    public ComposedMail PreviewLetter(LetterKind kind, DateTimeOffset slot, LetterContent content,
        Recipient recipient) => letters.Compose(kind, slot, recipient, content, ofLetters);
}
