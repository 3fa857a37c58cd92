namespace DigestMailer.Today;

/// <summary>How a relay is doing.</summary>
/// <param name="Relay">Its host and port.</param>
/// <param name="Mails">How many mails it took today.</param>
/// <param name="LastFault">The last of the latest attempts that failed with it; null where none did.</param>
internal sealed record RelayToday(string Relay, long Mails, DateTimeOffset? FaultAt, string? LastFault)
{
    /// <summary>When it is tried again, while it rests after failures; else null.</summary>
    public DateTimeOffset? RestsUntil { get; init; }

    /// <summary>Why it rests; null while it does not.</summary>
    public string? RestsBecause { get; init; }
}
