using DigestMailer.Papers.Sources.Fetching;

namespace DigestMailer.Papers.Sources;

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
    /// It was asked for a past day in addition to the newest one, which says nothing of how the source is doing.
    /// </summary>
    public bool Past { get; init; }

    /// <summary>When the server wants to be asked again; null where it did not say.</summary>
    public DateTimeOffset? AskAfter { get; init; }

    public static SourceAnswer Of(DateOnly edition, IReadOnlyList<Listing> listings, Validators? validators = null) =>
        new(listings.Count == 0 ? SourceState.Empty : SourceState.Fresh, edition, listings, null, validators);

    public static SourceAnswer Failed(DateOnly edition, string error, DateTimeOffset? askAfter = null) =>
        new(SourceState.Failed, edition, [], error) { AskAfter = askAfter };

    public static SourceAnswer Refused(DateOnly edition, string error) => new(SourceState.Refused, edition, [], error);

    /// <summary>What came before a later page failed; a failure where nothing did.</summary>
    public static SourceAnswer UpTo(DateOnly edition, IReadOnlyList<Listing> listings, string error,
        DateTimeOffset? askAfter = null) => listings.Count == 0 ? Failed(edition, error, askAfter)
            : new(SourceState.Partial, edition, listings, error) { AskAfter = askAfter };
}
