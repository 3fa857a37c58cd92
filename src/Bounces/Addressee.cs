using Dapper;
using DigestMailer.Bounces.Reports;
using DigestMailer.Delivery.Signing;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using MimeKit;

namespace DigestMailer.Bounces;

/// <summary>
/// To whom the mail went that came back. Proof is a return path or an unsubscribe link of ours, both signed: whoever
/// writes them has had the mail. An address that a report names proves nothing, since anybody can write a report.
/// </summary>
internal sealed class Addressee(ReturnPath returnPath, SignedLinks links, Database database, AddressHash hash,
    TimeProvider clock)
{
    private static readonly string[] Received =
        ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "X-RCPT-To",
            "Apparently-To", "To", "Cc"];

    /// <summary>A mail is reported within days; an older one was to somebody who may have been replaced.</summary>
    private static readonly TimeSpan Reported = TimeSpan.FromDays(14);

    /// <summary>The subscriber whom a mail proves to be about, or null.</summary>
    public long? Proven(MimeMessage mail)
    {
        // Some loops hand back the very mail instead of attaching it.
        var original = FeedbackReport.Original(mail.Body) ?? mail.Headers;
        return Addresses(mail, original).Select(Read).FirstOrDefault(id => id is not null)
            ?? OfLink(original["List-Unsubscribe"])
            ?? Read(SesEvent.InMail(mail.TextBody ?? "") is { } json ? SesEvent.SenderOf(json) ?? "" : "");
    }

    /// <summary>The address that the mail which came back was written to, as it says itself; or null.</summary>
    public static string? SentTo(MimeMessage mail) =>
        FeedbackReport.Original(mail.Body)?["To"] is { } to && MailboxAddress.TryParse(to, out var mailbox)
            ? mailbox.Address : null;

    /// <summary>
    /// Whether a mail is a reader's request to unsubscribe, to the address that List-Unsubscribe gave them.
    /// </summary>
    public bool AsksToLeave(MimeMessage mail) =>
        string.Equals(mail.Subject?.Trim(), "unsubscribe", StringComparison.OrdinalIgnoreCase)
        && mail.Headers.Where(header => Received.Contains(header.Field, StringComparer.OrdinalIgnoreCase))
            .Any(header => Read(header.Value) is not null);

    private long? Read(string text) => returnPath.TryRead(text, out var id) ? id : null;

    private static IEnumerable<string> Addresses(MimeMessage mail, HeaderList? original) =>
    [
        .. mail.Headers.Where(header => Received.Contains(header.Field, StringComparer.OrdinalIgnoreCase))
            .Select(header => header.Value),
        .. mail.Headers.Where(header => header.Id == HeaderId.Received).Select(header => header.Value),
        .. ReportFields(mail.Body),
        original?["Return-Path"] ?? "",
    ];

    private static IEnumerable<string> ReportFields(MimeEntity? body) => body switch
    {
        MessageFeedbackReport report => [report.Fields["Original-Mail-From"] ?? ""],
        MessageDeliveryStatus status => status.StatusGroups.Select(group => group["X-Postfix-Sender"] ?? ""),
        Multipart multipart => multipart.SelectMany(ReportFields),
        _ => [],
    };

    private long? OfLink(string? header) =>
        (header ?? "").Split('<', '>', ',').Where(part => part.Contains("/unsubscribe/", StringComparison.Ordinal))
            .Select(part => links.Verify(LinkPurpose.Unsubscribe, part[(part.LastIndexOf('/') + 1)..]))
            .FirstOrDefault(id => id is not null);

    /// <summary>
    /// The subscriber of an address that was really mailed of late; for reports that are believed on other grounds.
    /// </summary>
    public async Task<long?> MailedAsync(string? address, CancellationToken cancel)
    {
        if (!EmailAddress.TryParse(address, out var email, out _))
        {
            return null;
        }

        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<long?>(
            $"""
            SELECT p.id FROM subscribers p WHERE p.address_hash = @addressHash
                AND EXISTS (
                    SELECT 1 FROM outbox o
                    WHERE o.subscriber_id IN {ReaderSql.Rows("p.id")} AND o.state = {StateSql.Accepted}
                        AND o.done_at >= @since)
            """,
            new { addressHash = hash.Of(email), since = clock.GetUtcNow() - Reported });
    }
}
