using DigestMailer.Outbox;

namespace DigestMailer.Bounces.Reports;

/// <summary>What a report tells about one recipient, before it is judged.</summary>
/// <param name="Action">Of RFC 3464 §2.3.3: failed, delayed, delivered, relayed, expanded; null where nothing is
/// said.</param>
/// <param name="Status">Enhanced code of the reporting server; the refusing server's own is in its words and counts
/// more.</param>
/// <param name="Said">The refusing server's words, each in one line; the first that decides counts. At least one.
/// </param>
internal sealed record Failure(string? Address, string? Action, string? Status, IReadOnlyList<string> Said,
    SmtpPhase Phase);
