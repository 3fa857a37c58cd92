namespace DigestMailer.Bounces.Reports;

/// <summary>What a mail says of one recipient.</summary>
/// <param name="Address">Of whom, as the mail names it; a claim only, proved by the return path.</param>
/// <param name="Status">Enhanced code (RFC 3463) that was decided by, or null.</param>
/// <param name="Diagnostic">The words of the refusing server, in one line.</param>
/// <param name="Evidence">By what it was decided, for the operator.</param>
internal sealed record Verdict(VerdictKind Kind, string? Address, string? Status, string? Diagnostic, string Evidence)
{
    public static Verdict Nothing(string evidence) => new(VerdictKind.Nothing, null, null, null, evidence);
}
