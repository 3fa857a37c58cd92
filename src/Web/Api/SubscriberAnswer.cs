using DigestMailer.Subscribers;

namespace DigestMailer.Web.Api;

/// <summary>A subscriber as the API shows one.</summary>
/// <param name="State">pending, confirmed or unsubscribed.</param>
/// <param name="PausedUntil">The end of a pause that lasts still.</param>
internal sealed record SubscriberAnswer(long Id, string Email, string? Name, string State, DateTimeOffset? ConsentedAt,
    DateTimeOffset? LeftAt, DateTimeOffset? PausedUntil, WishesBody Wishes)
{
    public static SubscriberAnswer Of(Subscriber subscriber, DateTimeOffset now) => new(
        subscriber.Id, subscriber.Email, subscriber.Name, StateOf(subscriber.State), subscriber.ConsentedAt,
        subscriber.LeftAt, subscriber.PausedUntil > now ? subscriber.PausedUntil : null,
        WishesBody.Of(subscriber.Wishes));

    public static string StateOf(SubscriptionState state) => state.ToString().ToLowerInvariant();
}
