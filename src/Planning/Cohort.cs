using DigestMailer.Digests.Choosing;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using DigestMailer.Subscribers.Times;
using DigestMailer.Topics;

namespace DigestMailer.Planning;

/// <summary>
/// The subscriptions due at one slot with the same topics, rhythm, cap and history: they share a digest.
/// </summary>
internal sealed record Cohort
{
    public long TopicSetId { get; init; }

    public string Definition { get; init; } = "";

    public Every Every { get; init; }

    public int Weekday { get; init; }

    public int AtMinute { get; init; }

    public string Zone { get; init; } = "";

    public int MaxPapers { get; init; }

    /// <summary>Whether a digest without papers is sent too.</summary>
    public bool TellIfEmpty { get; init; }

    public long? LastDigestId { get; init; }

    /// <summary>What the readers' other digests held, as <see cref="SharedHistory"/> reads it.</summary>
    public string Others { get; init; } = "";

    /// <summary>The end of a pause that <see cref="NextAt"/> fell into, or null.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>When papers were last chosen for them where that is before the window, or null.</summary>
    public DateTimeOffset? ChosenAt { get; init; }

    public DateTimeOffset NextAt { get; init; }

    public int Members { get; init; }

    /// <summary>Whether its readers have several digests, which leave out what the others held.</summary>
    public bool OfSeveral { get; init; }

    /// <summary>
    /// Of readers with one digest: cohorts of different lanes have no reader in common, so they are planned side by
    /// side.
    /// </summary>
    public long Lane => PlanLanes.OfTopics(TopicSetId);

    public TopicSet Topics => TopicSet.FromDefinition(Definition);

    /// <summary>Null where the system no longer knows the zone.</summary>
    public Rhythm? Rhythm => Zones.TryFind(Zone, out var zone)
        ? Subscribers.Rhythm.Stored(Every, Weekday, AtMinute, zone)
        : null;

    public DueDigest DueAt(DateTimeOffset slot) =>
        new(TopicSetId, Topics, Every, MaxPapers, LastDigestId, ChosenAt ?? PausedUntil ?? NextAt, slot)
        {
            Others = SharedHistory.Read(Others),
        };

    /// <summary>
    /// The same for cohorts that differ in nothing but what they were sent before, as those do who joined on different
    /// days.
    /// </summary>
    public Cohort Likeness => Kin with { LastDigestId = null };

    /// <summary>The same for cohorts that differ in nothing but what their readers' other digests held.</summary>
    public Cohort Kin => this with { Others = "", Members = 0 };
}

/// <summary>
/// What decides the papers of a digest; cohorts of several zones whose slots fall together share it, and those whose
/// histories have come to be the same.
/// </summary>
/// <param name="History">What they were sent that could still matter: the digests at the heads of their chains, or the
/// papers themselves.</param>
internal sealed record DigestChoiceKey(long TopicSetId, Every Every, int MaxPapers, string History, DateTimeOffset From,
    DateTimeOffset Slot);
