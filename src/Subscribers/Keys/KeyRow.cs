namespace DigestMailer.Subscribers.Keys;

/// <summary>A key without its secret, as operators see it.</summary>
internal sealed record KeyRow
{
    public long Id { get; init; }

    public string Purpose { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it only verifies; null for the one that signs.</summary>
    public DateTimeOffset? RetiredAt { get; init; }
}
