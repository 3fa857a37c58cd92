using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>Life of a subscription: Pending -> Confirmed -> Unsubscribed; only Confirmed ones are mailed.</summary>
internal enum SubscriptionState { Pending, Confirmed, Unsubscribed }

/// <summary>What a person chose: the topics, the rhythm, how many papers at most and how the mail looks.</summary>
internal sealed record Wishes
{
    public required TopicSet Topics { get; init; }

    public required Rhythm Rhythm { get; init; }

    /// <summary>1 to 60; alerts have no cap.</summary>
    public int Max { get; init; } = 10;

    public MailLook Look { get; init; } = MailLook.Default;

    /// <summary>Send a line on a day when nothing was chosen, instead of nothing.</summary>
    public bool TellIfEmpty { get; init; }
}

/// <summary>A subscriber with the subscription, as listed and exported.</summary>
internal sealed record Subscriber
{
    public required long Id { get; init; }

    public required string Email { get; init; }

    public string? Name { get; init; }

    public required SubscriptionState State { get; init; }

    /// <summary>The text last agreed to, or the proof given; null for who never confirmed.</summary>
    public string? Consent { get; init; }

    public required Wishes Wishes { get; init; }
}
