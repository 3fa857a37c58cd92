namespace DigestMailer.Papers.Summaries;

/// <summary>How one call ended.</summary>
/// <param name="Text">The sentence; null unless written.</param>
/// <param name="Fault">Why there is none, as a clause for the operator; null if written.</param>
internal sealed record SummaryOutcome(SummaryEnd End, string? Text, string? Fault)
{
    /// <summary>When the endpoint wants to be asked again.</summary>
    public DateTimeOffset? AskAfter { get; init; }

    public static SummaryOutcome Written(string text) => new(SummaryEnd.Written, text, null);

    public static SummaryOutcome Rejected(string fault) => new(SummaryEnd.Rejected, null, fault);

    public static SummaryOutcome Failed(string fault) => new(SummaryEnd.Failed, null, fault);

    public static SummaryOutcome Stopped(string fault, DateTimeOffset? again = null) =>
        new(SummaryEnd.Stopped, null, fault) { AskAfter = again };
}

/// <summary>
/// The model wrote a summary; it wrote something else, which is final; the call failed, which another may not; no call
/// will go well for now.
/// </summary>
internal enum SummaryEnd { Written, Rejected, Failed, Stopped }
