namespace DigestMailer.Planning;

/// <summary>What came of a round of summaries.</summary>
/// <param name="Asked">Calls that were made.</param>
/// <param name="Rejected">Answers that cannot be shown, and calls that failed for one paper.</param>
/// <param name="Left">Papers, in each language, that a later round asks for.</param>
/// <param name="Fault">Why the round ended before all were asked for, in one line; null where it did not.</param>
internal sealed record SummaryReport(int Asked, int Written, int Rejected, int Left, string? Fault)
{
    public static readonly SummaryReport None = new(0, 0, 0, 0, null);

    /// <summary>Whether the day's calls are used up.</summary>
    public bool IsSpent { get; init; }
}
