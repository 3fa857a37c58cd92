using MimeKit;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// Reads one mail and says what it means for whom: reports by RFC 3464, complaints by RFC 5965, and the many mails that
/// are neither. It decides nothing about people: who is meant, and whether to believe it, is the ledger's.
/// </summary>
internal static class Classifier
{
    /// <param name="proven">It came to a signed return path, which only our own mails carry: a sign of a bounce by
    /// itself.</param>
    /// <returns>One verdict for each recipient named, at least one; never throws for what a mail holds.</returns>
    public static IReadOnlyList<Verdict> Read(MimeMessage mail, bool proven = false)
    {
        if (FeedbackReport.Read(mail) is { } complaint)
        {
            return [complaint];
        }

        var parts = ReportParts.Of(mail);
        if (parts.Receipt)
        {
            return [Verdict.Nothing("a receipt (RFC 8098)")];
        }

        var reported = StatusReport.Read(mail, parts);
        if (reported.Count > 0)
        {
            return [.. reported.Select(failure => FailureVerdict.Of(failure, "status report"))];
        }

        if (SesEvent.InMail(parts.Notice) is { } json && SesEvent.Read(json) is { Count: > 0 } events)
        {
            return events;
        }

        return BounceSigns.Of(mail, parts.Notice, proven) switch
        {
            BounceSign.Bounce =>
                [.. PlainReport.Read(mail, parts.Notice).Select(failure => FailureVerdict.Of(failure, "text"))],
            BounceSign.AutoReply => [Verdict.Nothing("an auto-reply")],
            _ => [Verdict.Nothing("ordinary mail")],
        };
    }
}
