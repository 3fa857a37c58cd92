using DigestMailer.Outbox;
using MimeKit;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// Reads the many bounces that are not in the form of RFC 3464: qmail, Exim, old Sendmail, Exchange, MDaemon and others
/// that write a few words.
/// </summary>
internal static class PlainReport
{
    /// <summary>
    /// One failure for each address that is spoken of; a single one, perhaps of nobody, where none is at the head of a
    /// line.
    /// </summary>
    public static IReadOnlyList<Failure> Read(MimeMessage mail, string notice)
    {
        var said = NoticeText.ByAddress(notice).Where(one => !IsOurs(mail, one.Address)).ToList();
        if (said.Count > 1)
        {
            return [.. said.Select(one => Of(one.Address, one.Words, one.Words, notice))];
        }

        // Everything is said of one recipient, in whatever order, the subject included.
        var address =
            said.Count == 1 ? said[0].Address : NoticeText.FirstAddress(mail.Headers["X-Failed-Recipients"] ?? "");
        var all = notice + "\n\n" + mail.Subject;
        return [Of(address ?? NoticeText.FirstAddress(all), said.Count == 1 ? said[0].Words : notice, all, notice)];
    }

    /// <param name="all">What may speak of this recipient.</param>
    private static Failure Of(string? address, string words, string all, string notice)
    {
        var phase = NoticeText.Phase(words);
        return new Failure(
            address,
            BounceSigns.SaysDelayed(all) || BounceSigns.SaysDelayed(notice) ? "delayed" : null,
            null,
            NoticeText.Said(words, all),
            phase == SmtpPhase.Unknown ? NoticeText.Phase(notice) : phase);
    }

    private static bool IsOurs(MimeMessage mail, string address) =>
        mail.To.Mailboxes.Concat(mail.From.Mailboxes)
            .Any(mailbox => string.Equals(mailbox.Address, address, StringComparison.OrdinalIgnoreCase));
}
