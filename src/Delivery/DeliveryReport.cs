using DigestMailer.Outbox;

namespace DigestMailer.Delivery;

/// <summary>What one run of delivery came to, in mails.</summary>
internal sealed record DeliveryReport
{
    public int Accepted { get; init; }

    public int Deferred { get; init; }

    public int Rejected { get; init; }

    public int InDoubt { get; init; }

    public int Expired { get; init; }

    public int Suppressed { get; init; }

    /// <summary>Why the run stopped before everything due was tried; one line, or null.</summary>
    public string? Stopped { get; init; }

    /// <summary>Two runs together; why the later one stopped, if it did.</summary>
    public static DeliveryReport operator +(DeliveryReport report, DeliveryReport more) => new()
    {
        Accepted = report.Accepted + more.Accepted,
        Deferred = report.Deferred + more.Deferred,
        Rejected = report.Rejected + more.Rejected,
        InDoubt = report.InDoubt + more.InDoubt,
        Expired = report.Expired + more.Expired,
        Suppressed = report.Suppressed + more.Suppressed,
        Stopped = more.Stopped ?? report.Stopped,
    };

    public static DeliveryReport operator +(DeliveryReport report, Outcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Accepted => report with { Accepted = report.Accepted + 1 },
        OutcomeKind.Deferred or OutcomeKind.Held => report with { Deferred = report.Deferred + 1 },
        OutcomeKind.Rejected => report with { Rejected = report.Rejected + 1 },
        OutcomeKind.InDoubt => report with { InDoubt = report.InDoubt + 1 },
        _ => report,
    };
}
