using DigestMailer.Papers.Sources;

namespace DigestMailer.Papers.Gathering;

/// <summary>How a source is doing, as its last gathering says.</summary>
internal sealed record SourceHealth
{
    public string Name { get; init; } = "";

    public SourceState State { get; init; }

    /// <summary>The day its last answer was for.</summary>
    public DateOnly Edition { get; init; }

    public DateTimeOffset At { get; init; }

    public int Listed { get; init; }

    public int New { get; init; }

    public string? Error { get; init; }

    /// <summary>When it last answered as it should.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>Since when it has not; null while all is well.</summary>
    public DateTimeOffset? BadSince { get; init; }
}
