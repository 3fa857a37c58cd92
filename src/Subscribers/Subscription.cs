namespace DigestMailer.Subscribers;

/// <summary>Life of a subscription: Pending -> Confirmed -> Unsubscribed; only Confirmed ones are mailed.</summary>
internal enum SubscriptionState { Pending, Confirmed, Unsubscribed }

/// <summary>A subscriber with the subscription, as listed and exported.</summary>
internal sealed record Subscriber
{
    /// <summary>The number of the subscription: a reader has one for each digest.</summary>
    public required long Id { get; init; }

    /// <summary>The number of the reader: that of the first digest, whose number this is where it is null.</summary>
    public long? FurtherOf { get; init; }

    /// <inheritdoc cref="FurtherOf"/>
    public long ReaderId => FurtherOf ?? Id;

    /// <summary>What the reader calls this digest; null for one without a name.</summary>
    public string? Digest { get; init; }

    public required string Email { get; init; }

    public string? Name { get; init; }

    public required SubscriptionState State { get; init; }

    /// <summary>The state of the reader: Confirmed while they get any digest.</summary>
    public SubscriptionState ReaderState => GetsAny ? SubscriptionState.Confirmed : State;

    /// <summary>Whether a digest of the same reader is confirmed, this one or another.</summary>
    public bool GetsAny { get; init; }

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
