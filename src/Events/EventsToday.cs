namespace DigestMailer.Events;

/// <summary>How the telling of events is going.</summary>
internal sealed record EventsToday
{
    /// <summary>Whether any kind of event is told.</summary>
    public bool IsOn { get; init; }

    public long Waiting { get; init; }

    /// <summary>When the oldest of those that wait happened.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>In the last 24 hours.</summary>
    public long Told { get; init; }

    /// <summary>In the last 24 hours.</summary>
    public long GivenUp { get; init; }

    /// <summary>What went wrong the last time, if anything did in the last week.</summary>
    public string? LastFault { get; init; }
}
