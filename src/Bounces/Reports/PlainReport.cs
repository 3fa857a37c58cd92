using MimeKit;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// Reads the many bounces that are no report by RFC 3464: qmail, exim, old sendmail, and whoever writes a few words.
/// </summary>
internal static class PlainReport
{
    /// <summary>
    /// One failure for each address that is spoken of; a single one, perhaps of nobody, where none stands at the head
    /// of a line.
    /// </summary>
    public static IReadOnlyList<Failure> Read(MimeMessage mail, string notice)
    {
        var said = NoticeText.ByAddress(notice).Where(one => !IsOurs(mail, one.Address)).ToList();
        if (said.Count > 1)
        {
            return [.. said.Select(one => Of(one.Address, one.Words, notice))];
        }

        // Of one recipient everything is said, in whatever order.
        var address =
            said.Count == 1 ? said[0].Address : NoticeText.FirstAddress(mail.Headers["X-Failed-Recipients"] ?? "");
        var words = said.Count == 1 && HasReply(said[0].Words) ? said[0].Words : notice;
        return [Of(address ?? NoticeText.FirstAddress(notice), words, notice)];
    }

    private static Failure Of(string? address, string words, string notice)
    {
        var phase = NoticeText.Phase(words);
        return new Failure(
            address,
            BounceSigns.SaysDelayed(notice) ? "delayed" : null,
            null,
            NoticeText.Flat(NoticeText.Reply(words)),
            phase == SmtpPhase.Unknown ? NoticeText.Phase(notice) : phase,
            words);
    }

    /// <summary>More than the address itself.</summary>
    private static bool HasReply(string words) =>
        words.AsSpan().Trim().Length > 80 || words.AsSpan().Trim().ContainsAnyInRange('4', '5');

    private static bool IsOurs(MimeMessage mail, string address) =>
        mail.To.Mailboxes.Concat(mail.From.Mailboxes)
            .Any(mailbox => string.Equals(mailbox.Address, address, StringComparison.OrdinalIgnoreCase));
}
