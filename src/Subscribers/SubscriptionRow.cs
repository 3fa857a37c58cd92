namespace DigestMailer.Subscribers;

/// <summary>Wishes as they stand in the columns of a subscription.</summary>
/// <param name="Minute">Of the local day.</param>
/// <param name="NextAt">The next slot in Unix milliseconds; null for who is not served.</param>
internal sealed record SubscriptionRow(
    long Id, string State, long TopicSetId, string Every, int Weekday, int Minute, string Zone, int Max, string Format,
    int Thumbnails, int TellIfEmpty, long? NextAt)
{
    public static SubscriptionRow Of(long id, Wishes wishes, SubscriptionState state, long topicSetId,
        DateTimeOffset? nextAt) => new(
        id, state.ToString(), topicSetId, wishes.Rhythm.Every.ToString(), (int)wishes.Rhythm.Weekday,
        (wishes.Rhythm.At.Hour * 60) + wishes.Rhythm.At.Minute,
        wishes.Rhythm.Zone.Id, wishes.Max, wishes.Look.Format.ToString(), wishes.Look.Thumbnails ? 1 : 0,
        wishes.TellIfEmpty ? 1 : 0, nextAt?.ToUnixTimeMilliseconds());
}
