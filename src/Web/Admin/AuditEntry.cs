namespace DigestMailer.Web.Admin;

/// <summary>Something that an operator did.</summary>
internal sealed record AuditEntry
{
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The name that they gave when they signed in.</summary>
    public string Name { get; init; } = "";

    /// <summary>From which network.</summary>
    public string? Network { get; init; }

    public string Act { get; init; } = "";

    /// <summary>What it was done to, such as the name of a source; null for a reader.</summary>
    public string? Subject { get; init; }

    /// <summary>Keyed hash of the address of the reader whom it concerns.</summary>
    public string? AddressHash { get; init; }

    /// <summary>That reader and their address, while they are known.</summary>
    public long? SubscriberId { get; init; }

    public string? Email { get; init; }
}
