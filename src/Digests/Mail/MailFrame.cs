using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DigestMailer.Digests.Templates;
using MimeKit.Utils;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// What every mail of ours has: the headers of RFC 5322 and RFC 3834, and bodies that are quoted-printable already.
/// It is written as the bytes that go over the line, since nothing in it is left for a library to encode.
/// </summary>
internal static class MailFrame
{
    /// <summary>The first headers of a mail.</summary>
    /// <param name="to">Where the mail is written to, line by line, each ended by CRLF.</param>
    /// <param name="subject">Encoded and folded as it is to be sent.</param>
    /// <param name="date">As <see cref="Date"/> writes it.</param>
    public static void Begin(IBufferWriter<byte> to, string subject, string date, string id, Recipient recipient,
        MailIdentity identity)
    {
        Field(to, "From", Mailbox(identity.From.Name, identity.Address, "From: ".Length));
        Field(to, "To", Mailbox(recipient.Name, recipient.Email, "To: ".Length));
        Field(to, "Subject", subject);
        Field(to, "Date", date);
        Field(to, "Message-Id", $"<{id}>");
    }

    /// <summary>A time as RFC 5322 writes it.</summary>
    public static string Date(DateTimeOffset time) => DateUtils.FormatDate(time);

    /// <summary>The written mail, in an array that was not cleared before: that takes longer than to fill it.</summary>
    public static byte[] Bytes(ArrayBufferWriter<byte> mail)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(mail.WrittenCount);
        mail.WrittenSpan.CopyTo(bytes);
        return bytes;
    }

    /// <summary>Closes the headers and writes the bodies; <paramref name="html"/> null gives text alone.</summary>
    /// <param name="value">The text of a hole for this person, as plain text.</param>
    public static void End(IBufferWriter<byte> to, string id, Stencil text, Stencil? html, Func<string, string> value)
    {
        Field(to, "Auto-Submitted", "auto-generated");
        Field(to, "X-Auto-Response-Suppress", "OOF, AutoReply");
        Field(to, "MIME-Version", "1.0");
        if (html is null)
        {
            if (Part(to, "plain", text, value))
            {
                to.Write("\r\n"u8);
            }

            return;
        }

        // Quoted-printable never contains "=_", so no body can contain the boundary.
        var boundary = "=_" + Hash(id, 24);
        Field(to, "Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
        Line(to, $"\r\n--{boundary}");
        Part(to, "plain", text, value);
        Line(to, $"\r\n--{boundary}");
        Part(to, "html", html, hole => PlainText.Html(value(hole)));
        Line(to, $"\r\n--{boundary}--");
    }

    /// <summary>The same for the same mail on every attempt, and on the sender's domain.</summary>
    public static string MessageId(string kind, Recipient recipient, DateTimeOffset slot, string domain)
    {
        var seconds = slot.ToUnixTimeSeconds();
        var hash =
            Hash(FormattableString.Invariant($"{kind}|{recipient.SubscriberId}|{seconds}|{recipient.Email}|{domain}"),
                12);
        return string.Create(CultureInfo.InvariantCulture,
            $"{kind}.{recipient.SubscriberId}.{seconds}.{hash}@{domain}");
    }

    /// <param name="value">Encoded and folded as it is to be sent.</param>
    public static void Field(IBufferWriter<byte> to, string name, string value) => Line(to, $"{name}: {value}");

    private static void Line(IBufferWriter<byte> to, string text)
    {
        Encoding.UTF8.GetBytes(text, to);
        to.Write("\r\n"u8);
    }

    /// <returns>Whether the last line is left open.</returns>
    private static bool Part(IBufferWriter<byte> to, string subtype, Stencil body, Func<string, string> value)
    {
        Field(to, "Content-Type", $"text/{subtype}; charset=utf-8");
        Field(to, "Content-Transfer-Encoding", "quoted-printable");
        to.Write("\r\n"u8);
        return body.Fill(to, value);
    }

    private static string Mailbox(string? name, string address, int column)
    {
        if (PlainText.Line(name).Length == 0)
        {
            return PlainText.Line(address);
        }

        var phrase = EncodedWords.Phrase(name!, column);
        var last =
            phrase[(phrase.LastIndexOf('\n') + 1)..].Length
                + (phrase.Contains('\n', StringComparison.Ordinal) ? 0 : column);
        return phrase + (last + Encoding.UTF8.GetByteCount(address) + 3 > 76 ? "\r\n <" : " <")
            + PlainText.Line(address) + ">";
    }

    private static string Hash(string text, int length) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];
}
