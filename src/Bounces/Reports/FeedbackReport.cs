using System.Text.RegularExpressions;
using MimeKit;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// Reads complaints: reports by RFC 5965, and the loops of providers older than it, which attach the mail and say so in
/// the subject.
/// </summary>
internal static partial class FeedbackReport
{
    private const string OriginalRecipient = "X-HmXmrOriginalRecipient";

    /// <summary>What is reported, or null where the mail is not feedback.</summary>
    public static Verdict? Read(MimeMessage mail)
    {
        if (mail.Headers[OriginalRecipient] is not null)
        {
            // Outlook.com's loop (JMRP) may hand back the very mail, with its reader in a field of its own.
            return new Verdict(VerdictKind.Complaint, Recipient(mail.Headers), null, null,
                "feedback loop: " + OriginalRecipient);
        }

        if (mail.Body is not Multipart multipart)
        {
            return Loop().IsMatch(mail.Subject ?? "") && InText(mail) is { } headers
                ? Older(mail, headers) : null;
        }

        // Gateways put the report into a mail of their own, with a foot.
        var fields = ReportParts.OwnParts(multipart).OfType<MimePart>().Select(Fields)
            .FirstOrDefault(found => found is not null);
        var original = Original(multipart);
        return fields is not null ? Formal(fields, original) : Older(mail, original);
    }

    /// <summary>The headers of the mail complained of where a loop puts them into its text.</summary>
    private static HeaderList? InText(MimeMessage mail)
    {
        var text = mail.TextBody ?? "";
        var start = text.IndexOf("X-HmXmrOriginalRecipient:", StringComparison.OrdinalIgnoreCase);
        start = start < 0 ? text.IndexOf("Received:", StringComparison.Ordinal) : start;
        if (start < 0)
        {
            return null;
        }

        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text[start..].Trim() + "\r\n\r\n"));
        return HeaderList.Load(stream);
    }

    private static HeaderList? Fields(MimePart part)
    {
        if (part is MessageFeedbackReport report)
        {
            return report.Fields;
        }

        // Some label it wrongly; the type of feedback gives it away.
        if (part is not TextPart { Content: not null } text
            || !text.Text.TrimStart().StartsWith("Feedback-Type:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.Text.Trim() + "\r\n\r\n"));
        return HeaderList.Load(stream);
    }

    private static Verdict Formal(HeaderList fields, HeaderList? original)
    {
        // Without a comment behind it (RFC 5322 §3.2.2).
        var type = (fields["Feedback-Type"] ?? "").Split('(')[0].Trim().ToLowerInvariant();
        var address =
            NoticeText.FirstAddress(fields["Original-Rcpt-To"] ?? "")
                ?? NoticeText.FirstAddress(fields["Removal-Recipient"] ?? "") ?? Recipient(original);
        var kind = type switch
        {
            "not-spam" => VerdictKind.NotSpam,
            // A report on DMARC speaks of a mail's signature, not of a reader; dkim and other unknown types as well.
            "abuse" or "fraud" or "opt-out" or "opt-out-list" or "miscategorized" or "virus" or "complaint" =>
                VerdictKind.Complaint,
            _ => VerdictKind.Nothing,
        };
        return new Verdict(kind, address, null, null, $"feedback report: {(type.Length == 0 ? "no type" : type)}");
    }

    private static Verdict? Older(MimeMessage mail, HeaderList? original) =>
        original is not null && (Loop().IsMatch(mail.Subject ?? "") || original[OriginalRecipient] is not null)
            ? new Verdict(VerdictKind.Complaint, Recipient(original), null, null,
                "feedback loop: " + mail.Subject?.Trim())
            : null;

    /// <summary>Headers of the mail that is complained of.</summary>
    internal static HeaderList? Original(MimeEntity? body) => body switch
    {
        MessagePart attached => attached.Message?.Headers,
        Multipart multipart => multipart.Select(Original).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static string? Recipient(HeaderList? original) => original is null ? null
        : NoticeText.FirstAddress(original[OriginalRecipient] ?? "")
            ?? NoticeText.FirstAddress(original["X-Original-To"] ?? "")
                ?? NoticeText.FirstAddress(original["To"] ?? "");

    [GeneratedRegex(
        @"^\s*(?:complaint about (?:a )?(?:message|mail)|(?:e-?mail )?(?:abuse|feedback|spam"
        + @"|junk)(?: mail)? (?:report|complaint)|email feedback report)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Loop();
}
