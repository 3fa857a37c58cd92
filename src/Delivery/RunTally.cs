using DigestMailer.Outbox;

namespace DigestMailer.Delivery;

/// <summary>What a run has come to so far. The claimer and all senders write to it at the same time.</summary>
internal sealed class RunTally(IProgress<int>? progress)
{
    private readonly Lock gate = new();
    private readonly HashSet<long> givenBack = [];
    private DeliveryReport report = new();
    private string? whyNotTried;
    private bool worked;
    private int done;

    /// <summary>The brake keeps delivery from going on.</summary>
    public void Braked(string reason)
    {
        lock (gate)
        {
            report = report with { Stopped = report.Stopped ?? "Delivery is stopped: " + reason };
        }
    }

    public void Claimed(Claim claim)
    {
        lock (gate)
        {
            report = report with
            {
                Expired = report.Expired + claim.Expired,
                Suppressed = report.Suppressed + claim.Suppressed
            };
        }
    }

    /// <summary>
    /// An attempt has ended and is about to be recorded. Called before the row is given back, since another sender may
    /// take it at once, and what that one reports follows from this.
    /// </summary>
    public void Ended(Outcome outcome)
    {
        lock (gate)
        {
            whyNotTried ??= outcome.Kind == OutcomeKind.NotTried ? outcome.Reply : null;
        }
    }

    /// <summary>The outcome is on disk.</summary>
    public void Recorded(OutboxItem item, Outcome outcome)
    {
        int mails;
        lock (gate)
        {
            mails = ++done;
            if (outcome.Kind == OutcomeKind.NotTried)
            {
                givenBack.Add(item.Id);
            }
            else
            {
                worked = true;
                givenBack.Remove(item.Id);
                report += outcome;
            }
        }

        progress?.Report(mails);
    }

    /// <summary>
    /// A relay may let in fewer connections than we asked for. Where others worked, what was given back only waits for
    /// the next run.
    /// </summary>
    public DeliveryReport Report(bool stopped)
    {
        lock (gate)
        {
            return whyNotTried is null ? report
                : worked && !stopped ? report with { Deferred = report.Deferred + givenBack.Count }
                : report with { Stopped = whyNotTried };
        }
    }
}
