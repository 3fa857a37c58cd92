using MimeKit;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// Reads one mail and says what it means for whom: reports by RFC 3464, complaints by RFC 5965, and the many mails that
/// are neither. It decides nothing about people: who is meant, and whether to believe it, is the ledger's.
/// </summary>
internal static class Classifier
{
    /// <returns>One verdict for each recipient named, at least one; never throws for what a mail holds.</returns>
    public static IReadOnlyList<Verdict> Read(MimeMessage mail)
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
            return [.. reported.Select(failure => Judgement.Of(failure, "status report"))];
        }

        if (SesEvent.ReadMail(parts.Notice) is { Count: > 0 } events)
        {
            return events;
        }

        return BounceSigns.Of(mail, parts.Notice) switch
        {
            BounceSign.Bounce =>
                [.. PlainReport.Read(mail, parts.Notice).Select(failure => Judgement.Of(failure, "text"))],
            BounceSign.AutoReply => [Verdict.Nothing("an auto-reply")],
            _ => [Verdict.Nothing("ordinary mail")],
        };
    }
}
