namespace DigestMailer.Events;

/// <summary>An event that waits to be told.</summary>
internal sealed record StoredEvent
{
    public long Id { get; init; }

    public string Kind { get; init; } = "";

    public long SubscriberId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>A JSON object; null for none.</summary>
    public string? Detail { get; init; }

    /// <summary>The one under way included.</summary>
    public int Attempts { get; init; }
}
