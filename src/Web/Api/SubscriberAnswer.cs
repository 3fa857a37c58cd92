using DigestMailer.Subscribers;

namespace DigestMailer.Web.Api;

/// <summary>A subscriber as the API shows one.</summary>
/// <param name="ReaderId">Number of the subscriber whose digest it is: the same for the first one.</param>
/// <param name="Digest">The name of the digest; null for one without a name.</param>
/// <param name="State">pending, confirmed or unsubscribed.</param>
/// <param name="PausedUntil">The end of a pause that lasts still.</param>
internal sealed record SubscriberAnswer(long Id, long ReaderId, string? Digest, string Email, string? Name,
    string State, DateTimeOffset? ConsentedAt, DateTimeOffset? LeftAt, DateTimeOffset? PausedUntil, WishesBody Wishes)
{
    public static SubscriberAnswer Of(Subscriber subscriber, DateTimeOffset now) => new(
        subscriber.Id, subscriber.ReaderId, subscriber.Digest, subscriber.Email, subscriber.Name,
        StateOf(subscriber.State), subscriber.ConsentedAt,
        subscriber.LeftAt, subscriber.PausedUntil > now ? subscriber.PausedUntil : null,
        WishesBody.Of(subscriber.Wishes));

    public static string StateOf(SubscriptionState state) => state.ToString().ToLowerInvariant();
}
