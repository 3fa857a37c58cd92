using DigestMailer.Outbox;

namespace DigestMailer.Delivery;

/// <summary>Decides what an attempt means for its mail: whether it has ended, and when it is tried again.</summary>
/// <param name="holdInDoubt">Leave mail in doubt to the operator instead of sending it again.</param>
internal sealed class AfterAttempt(bool holdInDoubt, TimeProvider clock)
{
    public EndedAttempt Of(OutboxItem item, Outcome outcome)
    {
        var now = clock.GetUtcNow();
        var (happened, due) = outcome.Kind switch
        {
            OutcomeKind.Accepted => (MailEvent.Accepted, now),
            OutcomeKind.Rejected => (MailEvent.Rejected, now),
            OutcomeKind.InDoubt when holdInDoubt => (MailEvent.LeftInDoubt, now),
            // The relay rests, not the mail: it keeps its place for when the relay is asked again.
            OutcomeKind.Deferred when outcome is { Blame: Blame.Relay, MetByOne: false } => (MailEvent.Returned, now),
            OutcomeKind.Deferred or OutcomeKind.InDoubt => (MailEvent.Returned, Later(item, outcome, now)),
            OutcomeKind.NotTried => (MailEvent.Returned, now),
            OutcomeKind.Held => (MailEvent.Returned, outcome.Until ?? now),
            _ => throw new InvalidOperationException($"No attempt ends {outcome.Kind}."),
        };
        return new EndedAttempt(item, outcome, happened, due);
    }

    private static DateTimeOffset Later(OutboxItem item, Outcome outcome, DateTimeOffset now) =>
        now + Backoff.After(item.Attempts, Jitter(item)) is var due && outcome.Until > due ? outcome.Until.Value : due;

    /// <summary>0 to 1, evenly over the rows of a batch, and the same whenever it is asked for.</summary>
    private static double Jitter(OutboxItem item) =>
        unchecked((uint)((item.Id * 2654435761) ^ (item.Attempts * 40503))) / (double)uint.MaxValue;
}
