namespace DigestMailer.Bounces.Reports;

/// <summary>What a report tells of one recipient, before it is judged.</summary>
/// <param name="Action">Of RFC 3464 §2.3.3: failed, delayed, delivered, relayed, expanded; null where nothing is
/// said.</param>
/// <param name="Status">Enhanced code of the reporting server; the refusing server's own stands in the diagnostic and
/// counts more.</param>
/// <param name="Diagnostic">The refusing server's words in one line, without the copy of our mail.</param>
/// <param name="Beside">All that the reporter says in its own words, which may contradict.</param>
internal sealed record Failure(string? Address, string? Action, string? Status, string Diagnostic, SmtpPhase Phase,
    string Beside);
