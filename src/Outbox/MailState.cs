namespace DigestMailer.Outbox;

/// <summary>Where a mail is in its life; <see cref="MailLife"/> lists what leads from one state to the next.</summary>
internal enum MailState
{
    /// <summary>It waits until it is due.</summary>
    Ready,

    /// <summary>A worker holds it under a lease.</summary>
    Taken,

    /// <summary>A relay answered 250, or the pickup folder has it.</summary>
    Accepted,

    /// <summary>A relay refused this address or this mail for good.</summary>
    Rejected,

    /// <summary>It was older than <see cref="DeliveryOptions.GiveUpAfter"/> when it was claimed.</summary>
    Expired,

    /// <summary>Its reply was lost, and <see cref="DeliveryOptions.HoldInDoubt"/> leaves it to the operator.</summary>
    InDoubt,

    /// <summary>Its reader was suppressed or had left when it was claimed.</summary>
    Suppressed,

    /// <summary>The operator ended it unsent.</summary>
    Cancelled,
}
