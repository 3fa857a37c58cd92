namespace DigestMailer.Subscribers;

/// <summary>Life of a subscription: Pending -> Confirmed -> Unsubscribed; only Confirmed ones are mailed.</summary>
internal enum SubscriptionState { Pending, Confirmed, Unsubscribed }

/// <summary>A subscriber with the subscription, as listed and exported.</summary>
internal sealed record Subscriber
{
    public required long Id { get; init; }

    public required string Email { get; init; }

    public string? Name { get; init; }

    public required SubscriptionState State { get; init; }

    /// <summary>The text last agreed to, or the proof given; null for subscribers who never confirmed.</summary>
    public string? Consent { get; init; }

    /// <summary>When that was; null for subscribers who never confirmed.</summary>
    public DateTimeOffset? ConsentedAt { get; init; }

    /// <summary>When they left; null unless they are unsubscribed.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>The end of a pause, perhaps past; null where there is none.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    public required Wishes Wishes { get; init; }
}
