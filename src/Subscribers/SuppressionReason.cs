namespace DigestMailer.Subscribers;

/// <summary>
/// Why an address must not be mailed, the weaker reasons first: a stronger one is never overwritten by a weaker.
/// </summary>
internal enum SuppressionReason
{
    /// <summary>A report said that the address does not exist.</summary>
    Bounce,

    /// <summary>The person told their provider that the mail is spam.</summary>
    Complaint,

    /// <summary>The operator decided so.</summary>
    Operator,

    /// <summary>The person was forgotten and asked not to be mailed again.</summary>
    Erased,
}
