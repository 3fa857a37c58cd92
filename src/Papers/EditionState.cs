namespace DigestMailer.Papers;

/// <summary>What tells whether the papers of a day have changed: while it is equal, they are the same.</summary>
internal sealed record EditionState
{
    public DateOnly Day { get; init; }

    public int Listings { get; init; }

    /// <summary>When the last of its papers changed.</summary>
    public DateTimeOffset Changed { get; init; }

    /// <summary>When the last of its listings was seen.</summary>
    public DateTimeOffset Seen { get; init; }
}
