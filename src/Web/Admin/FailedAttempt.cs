namespace DigestMailer.Web.Admin;

/// <summary>An attempt to hand over a mail that did not end well.</summary>
internal sealed record FailedAttempt
{
    /// <summary>The mail's number in the outbox.</summary>
    public long Mail { get; init; }

    public DateTimeOffset At { get; init; }

    public string Outcome { get; init; } = "";

    /// <summary>What the relay said.</summary>
    public string Text { get; init; } = "";
}
