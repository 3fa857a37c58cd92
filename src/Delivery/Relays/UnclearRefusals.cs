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
    private const int MostKnown = 10_000;

    private readonly Lock gate = new();
    private readonly HashSet<string> readers = [];

    // Readers whose address was refused in words about us. Only others speak for the relay: a rest that began with
    // these would begin again whenever they come first.
    private readonly HashSet<string> known = [];
    private int strangers;

    /// <summary>The outcome as it is meant, seen together with those before it.</summary>
    public Outcome See(string reader, Outcome outcome)
    {
        lock (gate)
        {
            switch (outcome)
            {
                case { Kind: OutcomeKind.Accepted }:
                    readers.Clear();
                    strangers = 0;
                    return outcome;
                case { Phase: SmtpPhase.Recipient, Blame: Blame.Relay }:
                    return outcome with { MetByOne = !RefusesAll(reader) };
                case { Phase: SmtpPhase.Content, Kind: OutcomeKind.Rejected, Blame: Blame.Mail or Blame.Nobody }:
                    readers.Add(reader);
                    return readers.Count < InARow ? outcome
                        : outcome with { Kind = OutcomeKind.Deferred, Blame = Blame.Relay };
                default:
                    return outcome;
            }
        }
    }

    private bool RefusesAll(string reader)
    {
        if (known.Count == MostKnown)
        {
            known.Clear();
        }

        strangers += known.Add(reader) ? 1 : 0;
        var all = strangers == InARow;
        strangers = all ? 0 : strangers;
        return all;
    }
}
