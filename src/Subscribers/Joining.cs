using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>A person who is enrolled, together with what is known of them: decides what they are from now on.</summary>
/// <param name="Before">What is in the database; null for a new address.</param>
internal sealed record Joining(Enrolment Person, string Hash, KnownSubscriber? Before, bool IsSuppressed)
{
    public Enrolled End =>
        IsSuppressed ? Enrolled.Suppressed
        : StaysAway ? Enrolled.Left
        : StaysHere ? Enrolled.Kept
        : Before is null ? Enrolled.Added : Enrolled.Changed;

    /// <summary>
    /// Whoever left stays left: only a consent that is newer brings them back, or an operator who says so.
    /// </summary>
    private bool StaysAway => Before is { HasLeft: true } && !Person.HasLeft && !Person.MayReturn
        && !(Person.Confirmed && Person.ConsentedAt > (Before.LeftAt ?? DateTimeOffset.MaxValue));

    private bool StaysHere => Person.HasLeft && (Before is { HasLeft: true }
        || (Before is { State: SubscriptionState.Confirmed } && Before.ConsentedAt > Person.LeftAt));

    private bool WasConfirmed => Before?.State == SubscriptionState.Confirmed;

    public SubscriptionState State =>
        Person.HasLeft ? SubscriptionState.Unsubscribed
        : Person.Confirmed || WasConfirmed ? SubscriptionState.Confirmed
        : SubscriptionState.Pending;

    public TopicSet Topics { get; } =
        Before?.State == SubscriptionState.Confirmed
            ? Person.Wishes.Topics.Keeping(TopicSet.FromDefinition(Before.Definition)) : Person.Wishes.Topics;

    public SubscriptionChange Change(long id, long topicSetId, DateTimeOffset now)
    {
        var wishes = Person.Wishes with { Rhythm = Person.Wishes.Rhythm.For(id) };
        return new(id, wishes, State, topicSetId,
            State == SubscriptionState.Confirmed
                ? wishes.Rhythm.First(now, WasConfirmed ? Before!.ChosenAt : null) : null);
    }

    /// <summary>When their state came to be, as far as anybody knows.</summary>
    public DateTimeOffset Since(DateTimeOffset now) => State switch
    {
        SubscriptionState.Unsubscribed => Person.LeftAt ?? now,
        SubscriptionState.Confirmed => Person.ConsentedAt ?? now,
        _ => now,
    };
}

/// <summary>What the database knows of a person who is enrolled again.</summary>
internal sealed record KnownSubscriber
{
    public string AddressHash { get; init; } = "";

    public SubscriptionState State { get; init; }

    public DateTimeOffset? ChosenAt { get; init; }

    public string Definition { get; init; } = "";

    public DateTimeOffset? ConsentedAt { get; init; }

    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Whether they left and have not come back; one who only asked to is not back yet.</summary>
    public bool HasLeft => State == SubscriptionState.Unsubscribed
        || (State == SubscriptionState.Pending && LeftAt is not null);
}
