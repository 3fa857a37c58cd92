using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace DigestMailer.Digests;

/// <summary>What every mail of ours has: the headers of RFC 5322 and RFC 3834, and bodies that are quoted-printable already.</summary>
internal static class MailFrame
{
    /// <summary>A mail without bodies. Headers are written as they are to be sent, so that nothing is encoded again.</summary>
    public static MimeMessage Begin(string subject, DateTimeOffset date, string id, Recipient recipient, MailIdentity identity)
    {
        var message = new MimeMessage();
        message.Headers.Clear();
        Add(message, HeaderId.From, Mailbox(identity.From.Name, identity.From.Address, "From: ".Length));
        Add(message, HeaderId.To, Mailbox(recipient.Name, recipient.Email, "To: ".Length));
        Add(message, HeaderId.Subject, EncodedWords.Text(subject, "Subject: ".Length));
        message.Date = date;
        message.MessageId = id;
        return message;
    }

    /// <summary>Closes the headers and puts the bodies in; <paramref name="html"/> null gives text alone.</summary>
    public static void End(MimeMessage message, byte[] text, byte[]? html)
    {
        Add(message, HeaderId.AutoSubmitted, "auto-generated");
        Add(message, "X-Auto-Response-Suppress", "OOF, AutoReply");
        Add(message, HeaderId.MimeVersion, "1.0");
        message.Body = html is null ? Part("plain", text) : Both(Part("plain", text), Part("html", html), message.MessageId!);
    }

    /// <summary>The same for the same mail on every attempt, and on the sender's domain.</summary>
    public static string MessageId(string kind, Recipient recipient, DateTimeOffset slot, string domain)
    {
        var seconds = slot.ToUnixTimeSeconds();
        var hash = Hash(FormattableString.Invariant($"{kind}|{recipient.SubscriberId}|{seconds}|{recipient.Email}|{domain}"), 12);
        return string.Create(CultureInfo.InvariantCulture, $"{kind}.{recipient.SubscriberId}.{seconds}.{hash}@{domain}");
    }

    public static void Add(MimeMessage message, HeaderId id, string value) => Add(message, id.ToHeaderName(), value);

    public static void Add(MimeMessage message, string field, string value)
    {
        var header = new Header(field, "");
        header.SetRawValue(Encoding.UTF8.GetBytes($" {value}\r\n"));
        message.Headers.Add(header);
    }

    private static MultipartAlternative Both(TextPart text, TextPart html, string id)
    {
        // "=_" never stands in quoted-printable, so no body can hold the boundary.
        var both = new MultipartAlternative { text, html };
        both.Boundary = "=_" + Hash(id, 24);
        return both;
    }

    private static TextPart Part(string subtype, byte[] encoded)
    {
        var part = new TextPart(subtype)
        {
            Content = new MimeContent(new MemoryStream(encoded), ContentEncoding.QuotedPrintable),
            ContentTransferEncoding = ContentEncoding.QuotedPrintable,
        };
        part.ContentType.Charset = "utf-8";
        return part;
    }

    private static string Mailbox(string? name, string address, int column)
    {
        if (PlainText.Line(name).Length == 0)
        {
            return PlainText.Line(address);
        }

        var phrase = EncodedWords.Phrase(name!, column);
        var last = phrase[(phrase.LastIndexOf('\n') + 1)..].Length + (phrase.Contains('\n', StringComparison.Ordinal) ? 0 : column);
        return phrase + (last + address.Length + 3 > 76 ? "\r\n <" : " <") + PlainText.Line(address) + ">";
    }

    private static string Hash(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];
}
