namespace DigestMailer.Papers.Sources;

/// <summary>How a gathering from one source ended.</summary>
internal enum SourceState
{
    /// <summary>A batch that was not there before, or the same one asked for again.</summary>
    Fresh,

    /// <summary>Well-formed and without papers, as on weekends and holidays: no papers today.</summary>
    Empty,

    /// <summary>The previous batch under a newer date.</summary>
    Stale,

    /// <summary>Older than the day that was asked for, though something was due.</summary>
    Late,

    /// <summary>Some of it could not be fetched; what came is kept.</summary>
    Partial,

    /// <summary>Not reached, or it answered with an error.</summary>
    Failed,

    /// <summary>Its answer is not in its format; nothing of it is kept.</summary>
    Refused,
}

/// <summary>What a source answered.</summary>
/// <param name="Edition">The day that the answer is for.</param>
/// <param name="Error">One line for the operator: what, and what to do; null where all is well.</param>
/// <param name="Validators">For the next conditional request; kept together with the papers.</param>
internal sealed record SourceAnswer(SourceState State, DateOnly Edition, IReadOnlyList<Listing> Listings,
    string? Error = null, Validators? Validators = null)
{
    /// <summary>The server says that nothing has changed since the answer that was kept.</summary>
    public bool NotModified { get; init; }

    /// <summary>
    /// It was asked for a past day beside the newest one, which says nothing of how the source is doing.
    /// </summary>
    public bool Past { get; init; }

    public static SourceAnswer Of(DateOnly edition, IReadOnlyList<Listing> listings, Validators? validators = null) =>
        new(listings.Count == 0 ? SourceState.Empty : SourceState.Fresh, edition, listings, null, validators);

    public static SourceAnswer Failed(DateOnly edition, string error) => new(SourceState.Failed, edition, [], error);

    public static SourceAnswer Refused(DateOnly edition, string error) => new(SourceState.Refused, edition, [], error);
}

/// <summary>What a server said of its answer's version (RFC 9110 §8.8).</summary>
internal sealed record Validators(string Url, string? ETag, string? LastModified);
