using DigestMailer.Subscribers;
using DigestMailer.Topics;

namespace DigestMailer.Delivery;

/// <summary>The subscriptions due at one slot with the same topics, rhythm, cap and history: they share a digest.</summary>
internal sealed record Cohort
{
    public long TopicSetId { get; init; }

    public string Definition { get; init; } = "";

    public Every Every { get; init; }

    public int Weekday { get; init; }

    public int AtMinute { get; init; }

    public string Zone { get; init; } = "";

    public int MaxPapers { get; init; }

    public long? LastDigestId { get; init; }

    public DateTimeOffset NextAt { get; init; }

    public int Members { get; init; }

    public TopicSet Topics => TopicSet.FromDefinition(Definition);

    /// <summary>Null where the system no longer knows the zone.</summary>
    public Rhythm? Rhythm => Zones.TryFind(Zone, out var zone)
        ? new Rhythm(Every, (DayOfWeek)Weekday, new TimeOnly(AtMinute / 60, AtMinute % 60), zone)
        : null;

    public DigestChoiceKey ChoiceKey(DateTimeOffset slot) => new(TopicSetId, Every, MaxPapers, LastDigestId, slot);
}

/// <summary>What decides the papers of a digest; cohorts of several zones whose slots fall together share it.</summary>
internal sealed record DigestChoiceKey(long TopicSetId, Every Every, int MaxPapers, long? LastDigestId, DateTimeOffset Slot);
