using System.Text.Json.Serialization;

namespace DigestMailer.Outbox;

/// <summary>A row of the outbox as the operator sees it.</summary>
internal sealed record OutboxRow
{
    public long Id { get; init; }

    public string To { get; init; } = "";

    public string Kind { get; init; } = "";

    [JsonConverter(typeof(JsonStringEnumConverter<MailState>))]
    public MailState State { get; init; }

    public DateTimeOffset Slot { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public int Attempts { get; init; }

    /// <summary>The relay that accepted it, <c>host:port</c>.</summary>
    public string? Relay { get; init; }

    /// <summary>The last answer, or null before the first.</summary>
    public string? Reply { get; init; }
}

/// <summary>
/// One attempt to hand a mail over. A mail that is accepted at once has no attempt, only its row.
/// </summary>
internal sealed record Attempt
{
    public DateTimeOffset At { get; init; }

    /// <summary><c>host:port</c>, or null where no relay was reached.</summary>
    public string? Relay { get; init; }

    public string Outcome { get; init; } = "";

    /// <summary>RFC 5321 §4.2, where the relay gave one.</summary>
    public int? Code { get; init; }

    /// <summary>RFC 3463, where the relay gave one.</summary>
    public string? Enhanced { get; init; }

    public string Text { get; init; } = "";
}
