namespace DigestMailer.Outbox;

/// <summary>What happens to a mail in the outbox and may change its <see cref="MailState"/>.</summary>
internal enum MailEvent
{
    /// <summary>A worker takes it, for the first time or after another worker's lease ended.</summary>
    Claimed,

    /// <summary>A relay answered 250.</summary>
    Accepted,

    /// <summary>A relay refused the address or the mail for good.</summary>
    Rejected,

    /// <summary>It goes back unsent: deferred, held by a limit, or not tried.</summary>
    Returned,

    /// <summary>The reply was lost, and the operator decides.</summary>
    LeftInDoubt,

    /// <summary>It was too old when it was claimed.</summary>
    Expired,

    /// <summary>Its reader did not want it any more when it was claimed.</summary>
    Suppressed,

    /// <summary>The operator ended it (<c>outbox cancel</c>).</summary>
    Cancelled,

    /// <summary>The operator sends it with the next run (<c>outbox retry</c>).</summary>
    Retried,
}
