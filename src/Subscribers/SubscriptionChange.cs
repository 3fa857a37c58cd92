using DigestMailer.Subscribers.Several;

namespace DigestMailer.Subscribers;

/// <summary>What a subscription is to be from now on.</summary>
/// <param name="TopicSetId">The row of the topics of <paramref name="Wishes"/>.</param>
/// <param name="NextAt">The next slot; null for subscribers who are not served.</param>
internal sealed record SubscriptionChange(long Id, Wishes Wishes, SubscriptionState State, long TopicSetId,
    DateTimeOffset? NextAt)
{
    /// <summary>The values of its columns by name.</summary>
    public Dictionary<string, object?> Row()
    {
        var row = new Dictionary<string, object?>
        {
            ["subscriber_id"] = Id,
            ["state"] = State.ToString(),
            ["topic_set_id"] = TopicSetId,
            ["breadth"] = ReaderDigests.Breadth(Wishes.Topics),
            ["next_at"] = NextAt?.ToUnixTimeMilliseconds(),
        };
        foreach (var field in WishFields.OfSubscription)
        {
            row[field.Column] = field.Stored(Wishes);
        }

        return row;
    }
}
