using DigestMailer.Outbox;

namespace DigestMailer.Delivery.Refusals;

/// <summary>A refusal before it is judged, whether a relay answered it just now or a bounce reports it.</summary>
/// <param name="Said">The refusing server's own words in one line, without advice, labels and footers.</param>
/// <param name="Status">The enhanced code (RFC 3463) of the reporting server; a code in <paramref name="Said"/> counts
/// more. Null where there is none.</param>
/// <param name="Live">Our own relay says it now: at that point its words about quotas and accounts mean ours.</param>
internal sealed record Refusal(string Said, string? Status, SmtpPhase Phase, bool Live = false);
