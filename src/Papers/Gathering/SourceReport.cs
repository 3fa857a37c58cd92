using DigestMailer.Papers.Sources;

namespace DigestMailer.Papers.Gathering;

/// <summary>What one source brought.</summary>
/// <param name="Error">One line for the operator, or null.</param>
internal sealed record SourceReport(string Name, SourceState State, int Listed, int New, string? Error)
{
    /// <summary>The day that the answer is for.</summary>
    public DateOnly Edition { get; init; }

    /// <summary>When the source last answered as it should.</summary>
    public DateTimeOffset? LastGood { get; init; }

    /// <summary>Since when it has not; null while all is well.</summary>
    public DateTimeOffset? BadSince { get; init; }

    /// <summary>When its server wants to be asked again; null where it did not say.</summary>
    public DateTimeOffset? AskAfter { get; init; }
}
