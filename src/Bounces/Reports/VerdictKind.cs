namespace DigestMailer.Bounces.Reports;

/// <summary>What a mail that came back says.</summary>
internal enum VerdictKind
{
    /// <summary>Nothing that concerns delivery: ordinary mail, an auto-reply, a receipt, a delay, a success.</summary>
    Nothing,

    /// <summary>Somebody took our mail out of the spam folder (RFC 5965 §7.3).</summary>
    NotSpam,

    /// <summary>A reader asks by mail to unsubscribe.</summary>
    Leave,

    /// <summary>
    /// Refused for what we or the mail are (5.7.x, 5.6.x, spam, policy): it says nothing of the address and suppresses
    /// nobody.
    /// </summary>
    Refused,

    /// <summary>Not delivered, but it may be the next time; counted over days.</summary>
    Soft,

    /// <summary>The address does not exist: never mailed again.</summary>
    Hard,

    /// <summary>
    /// The person reported our mail as spam, or asked through their provider to be left alone: unsubscribed at once.
    /// </summary>
    Complaint,
}
