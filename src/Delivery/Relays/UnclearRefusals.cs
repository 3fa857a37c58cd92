using DigestMailer.Outbox;

namespace DigestMailer.Delivery.Relays;

/// <summary>
/// Mails that a relay refused after it had accepted their recipients, in words that decide nothing, and recipients that
/// it refused in words about us. When it does so to several readers in a row, it refuses us; one of them alone may have
/// a mailbox that is blocked for abuse, or on a trial that has expired.
/// </summary>
internal sealed class UnclearRefusals
{
    private const int InARow = 3;

    private readonly Lock gate = new();
    private readonly HashSet<string> readers = [];

    /// <summary>The outcome as it is meant, seen together with those before it.</summary>
    public Outcome See(string reader, Outcome outcome)
    {
        lock (gate)
        {
            if (outcome.Kind == OutcomeKind.Accepted)
            {
                readers.Clear();
            }

            if (!IsUnclear(outcome))
            {
                return outcome;
            }

            readers.Add(reader);
            return readers.Count < InARow ? outcome with { MetByOne = outcome.Blame == Blame.Relay }
                : outcome with { Kind = OutcomeKind.Deferred, Blame = Blame.Relay };
        }
    }

    private static bool IsUnclear(Outcome outcome) => outcome switch
    {
        { Phase: SmtpPhase.Recipient } => outcome.Blame == Blame.Relay,
        { Phase: SmtpPhase.Content } => outcome.Kind == OutcomeKind.Rejected
            && outcome.Blame is Blame.Mail or Blame.Nobody,
        _ => false,
    };
}
