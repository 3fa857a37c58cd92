namespace DigestMailer.Subscribers;

/// <summary>An address that must not be mailed, with its reason.</summary>
internal sealed record Suppression
{
    /// <summary>Keyed hash of the address, all that is kept of it; see <see cref="Subscribers.AddressHash"/>.</summary>
    public string AddressHash { get; init; } = "";

    /// <summary>The address, where a subscriber of it is still known.</summary>
    public string? Email { get; init; }

    public SuppressionReason Reason { get; init; }

    /// <summary>What was said, such as the diagnostic of a bounce.</summary>
    public string? Detail { get; init; }

    public DateTimeOffset At { get; init; }
}
