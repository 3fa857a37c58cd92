using MimeKit;

namespace DigestMailer.Digests.Mail;

/// <summary>A mail ready to be signed and sent; composing it again gives the same bytes.</summary>
/// <param name="Bytes">Head and body as they go over the line: lines ended by CRLF, everything encoded.</param>
/// <param name="MessageId">Without angle brackets.</param>
/// <param name="Slot">The time the mail is for, its Date.</param>
/// <param name="EnvelopeTo">The address for RCPT TO.</param>
internal sealed record ComposedMail(byte[] Bytes, string MessageId, DateTimeOffset Slot, string EnvelopeTo)
{
    /// <summary>The mail as the program of its reader sees it: parsed at each call.</summary>
    public MimeMessage Message => MimeMessage.Load(new MemoryStream(Bytes, writable: false));
}
