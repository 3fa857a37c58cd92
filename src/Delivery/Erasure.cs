using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;
using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery;

/// <summary>
/// Erases a person from the database and from the pickup folder, where mail to them may lie as files. What went to a
/// relay is out of reach.
/// </summary>
internal sealed class Erasure(SubscriptionLife life, SubscriberStore subscribers, WishTraces traces,
    AddressChanges addresses, IOptions<DeliveryOptions> options)
{
    /// <summary>At their own wish: a keyed hash remains, so that the address is not mailed again.</summary>
    public async Task EraseAsync(Subscriber subscriber, CancellationToken cancel)
    {
        var (digests, others) = (await traces.DigestsAsync(subscriber.ReaderId, cancel),
            await addresses.EmailsAsync(subscriber.ReaderId, cancel));
        await life.EraseAsync(subscriber.ReaderId, cancel);
        await traces.EraseAsync(digests, cancel);
        ForgetMail(others.Append(subscriber.Email));
    }

    /// <summary>At the operator's wish: nothing remains, and the address may come again.</summary>
    /// <returns>False where the address is not known.</returns>
    public async Task<bool> RemoveAsync(string email, CancellationToken cancel)
    {
        if (await subscribers.FindAsync(email, cancel) is not { } subscriber)
        {
            return false;
        }

        var (digests, others) = (await traces.DigestsAsync(subscriber.Id, cancel),
            await addresses.EmailsAsync(subscriber.Id, cancel));
        if (!await subscribers.RemoveAsync(email, cancel))
        {
            return false;
        }

        await traces.EraseAsync(digests, cancel);
        ForgetMail(others.Append(subscriber.Email));
        return true;
    }

    private void ForgetMail(IEnumerable<string> emails) =>
        emails.Distinct().ToList().ForEach(email => PickupFolder.Forget(options.Value.PickupFolder, email));
}
