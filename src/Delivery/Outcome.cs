namespace DigestMailer.Delivery;

/// <summary>How an attempt ended. A relay's 250 means accepted, never delivered.</summary>
internal enum OutcomeKind
{
    Accepted,

    /// <summary>4yz: tried again later.</summary>
    Deferred,

    /// <summary>5yz: not tried again.</summary>
    Rejected,

    /// <summary>The connection broke after the final dot: the relay may or may not have taken it (RFC 1047).</summary>
    InDoubt,

    /// <summary>Not tried: the relay or the folder is not to be had, and the row goes back as it was.</summary>
    NotTried,
}

/// <summary>An outcome and the words that came with it.</summary>
internal sealed record Outcome(OutcomeKind Kind, string Reply);
