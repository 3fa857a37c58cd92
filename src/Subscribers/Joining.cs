using DigestMailer.Subscribers.Several;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>A person who is enrolled, together with what is known of them: decides what they are from now on.</summary>
/// <param name="Hash">Of the address.</param>
/// <param name="Before">The digest in the database that it is about; null for a new one.</param>
/// <param name="Others">All digests of the person in the database, the first one first.</param>
internal sealed record Joining(Enrolment Person, string Hash, KnownSubscriber? Before,
    IReadOnlyList<KnownSubscriber> Others, bool IsSuppressed)
{
    /// <param name="known">All digests of the person, the first one first.</param>
    public static Joining Of(Enrolment person, string hash, IReadOnlyList<KnownSubscriber> known, bool isSuppressed) =>
        new(person, hash,
            person.Digest is null ? known.FirstOrDefault(one => one.FurtherOf is null)
                : known.FirstOrDefault(one => DigestName.AreSame(one.Digest, person.Digest)),
            known, isSuppressed);

    /// <summary>Whether a person who is known gets a further digest.</summary>
    public bool IsNewOfKnown => Before is null && Others.Count > 0;

    /// <summary>The number of the reader, where this is not the first digest.</summary>
    public long? FurtherOf => Before is not null ? Before.FurtherOf : Others.Count > 0 ? Others[0].Id : null;

    /// <summary>What the column of the hash holds for this digest.</summary>
    public string Key => Before?.AddressHash
        ?? (FurtherOf is { } reader ? DigestName.Key(reader, Person.Digest!) : Hash);

    /// <summary>What the column of the address holds for this digest.</summary>
    public string Email => FurtherOf is null ? Person.Email : Key;

    /// <summary>The reader's name, which the row of the first digest has.</summary>
    public string? Name => FurtherOf is null ? Person.Name : null;

    /// <summary>The topics of the first digest of a person who is known.</summary>
    public TopicSet ReaderTopics => TopicSet.FromDefinition(Others[0].Definition);

    public Enrolled End =>
        IsSuppressed ? Enrolled.Suppressed
        : StaysAway ? Enrolled.Left
        : StaysHere ? Enrolled.Kept
        : IsNewOfKnown && Others.Count >= ReaderDigests.Most ? Enrolled.Full
        : Before is null ? Enrolled.Added : Enrolled.Changed;

    /// <summary>
    /// The digest whose end counts: the one that it is about, or for a further one that which a person who left all of
    /// them left last.
    /// </summary>
    private KnownSubscriber? Ended =>
        Before ?? (Others.All(one => one.HasLeft) ? Others.MaxBy(one => one.LeftAt) : null);

    /// <summary>
    /// Whoever left stays left: only a consent that is newer brings them back, or an operator who says so.
    /// </summary>
    private bool StaysAway => Ended is { HasLeft: true } && !Person.HasLeft && !Person.MayReturn
        && !(Person.Confirmed && Person.AgreedAt > (Ended.LeftAt ?? DateTimeOffset.MaxValue));

    /// <summary>Whoever left there stays here by a consent that is newer; one without a day is not.</summary>
    private bool StaysHere => Person.HasLeft && (Before is { HasLeft: true }
        || (Before is { State: SubscriptionState.Confirmed } && Before.ConsentedAt > Person.LeftAt));

    private bool WasConfirmed => Before?.State == SubscriptionState.Confirmed;

    /// <summary>Whoever has confirmed the address need not do so again for a further digest.</summary>
    private bool IsConfirmed =>
        IsNewOfKnown ? Others.Any(one => one.State == SubscriptionState.Confirmed) : WasConfirmed;

    public SubscriptionState State =>
        Person.HasLeft ? SubscriptionState.Unsubscribed
        : Person.Confirmed || IsConfirmed ? SubscriptionState.Confirmed
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
    public long Id { get; init; }

    /// <summary>The number of the reader; null for the first digest.</summary>
    public long? FurtherOf { get; init; }

    public long ReaderId => FurtherOf ?? Id;

    public string? Digest { get; init; }

    public string AddressHash { get; init; } = "";

    public SubscriptionState State { get; init; }

    public DateTimeOffset? ChosenAt { get; init; }

    public string Definition { get; init; } = "";

    /// <summary>When they agreed last, as far as their consents have a day of their own.</summary>
    public DateTimeOffset? ConsentedAt { get; init; }

    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>Whether they left and have not come back; one who only asked to is not back yet.</summary>
    public bool HasLeft => State == SubscriptionState.Unsubscribed
        || (State == SubscriptionState.Pending && LeftAt is not null);
}
