namespace DigestMailer.Outbox;

/// <summary>An attempt to hand a mail over, and what it means for the mail.</summary>
/// <param name="Event">What happens to the mail.</param>
/// <param name="Due">When it may be tried again; the time of the attempt where it has ended.</param>
internal sealed record EndedAttempt(OutboxItem Item, Outcome Outcome, MailEvent Event, DateTimeOffset Due)
{
    /// <summary>Whether a relay or the folder was asked at all.</summary>
    public bool WasTried => Outcome.Kind is not (OutcomeKind.NotTried or OutcomeKind.Held);

    /// <summary>A mail accepted at once has all there is to say in its own row, as nearly all do.</summary>
    public bool IsWorthKeeping => WasTried && (Outcome.Kind != OutcomeKind.Accepted || Item.Attempts > 1);

    /// <summary>The state that a mail in this worker's hands goes to.</summary>
    public MailState State => MailLife.Next(MailState.Taken, Event)
        ?? throw new InvalidOperationException($"A mail that is {MailState.Taken} cannot be {Event}.");
}
