using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;
using MimeKit;

namespace DigestMailer.Digests;

/// <summary>Puts headers (RFC 5322, 2369, 2919, 8058, 3834) and the filled-in bodies of one person together; a function of its arguments, so a retry is the same mail.</summary>
internal sealed class DigestMessage(IOptions<SiteOptions> site)
{
    public ComposedMail Compose(CohortBody body, Recipient recipient, MailIdentity identity)
    {
        var id = MessageId(body, recipient, identity.From.Domain);
        var message = new MimeMessage();
        message.Headers.Clear();
        Raw(message, HeaderId.From, Mailbox(identity.From.Name, identity.From.Address, "From: ".Length));
        Raw(message, HeaderId.To, Mailbox(recipient.Name, recipient.Email, "To: ".Length));
        Raw(message, HeaderId.Subject, EncodedWords.Text(body.Subject, "Subject: ".Length));
        message.Date = body.Slot;
        message.MessageId = id;
        AddListHeaders(message, recipient, identity);
        Raw(message, HeaderId.AutoSubmitted, "auto-generated");
        Raw(message, "X-Auto-Response-Suppress", "OOF, AutoReply");
        if (identity.FeedbackId is { Length: > 0 } feedback)
        {
            Raw(message, "Feedback-ID", PlainText.Line(feedback));
        }

        Raw(message, HeaderId.MimeVersion, "1.0");
        message.Body = Content(body, recipient, id);
        return new(message, recipient.Email);
    }

    private static string MessageId(CohortBody body, Recipient recipient, string domain)
    {
        var slot = body.Slot.ToUnixTimeSeconds();
        var hash = Hash(FormattableString.Invariant($"{body.Kind}|{recipient.SubscriberId}|{slot}|{recipient.Email}|{domain}"), 12);
        return string.Create(CultureInfo.InvariantCulture, $"{(body.Kind == DigestKind.Alert ? "alert" : "digest")}.{recipient.SubscriberId}.{slot}.{hash}@{domain}");
    }

    private void AddListHeaders(MimeMessage message, Recipient recipient, MailIdentity identity)
    {
        Raw(message, HeaderId.ListId, EncodedWords.Phrase(site.Value.Name, "List-Id: ".Length) + $"\r\n <digest.{identity.From.Domain}>");
        var mailbox = identity.UnsubscribeMailbox is { Length: > 0 } address ? $",\r\n <mailto:{PlainText.Line(address)}?subject=unsubscribe>" : "";
        var unsubscribe = PlainText.Link(recipient.UnsubscribeUrl) ?? throw new ArgumentException("The unsubscribe link must be absolute http or https.", nameof(recipient));
        Raw(message, HeaderId.ListUnsubscribe, $"<{unsubscribe}>{mailbox}");
        Raw(message, HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        Raw(message, HeaderId.ListHelp, $"<{PlainText.Link(site.Value.Address(""))}>");
        Raw(message, HeaderId.ListArchive, $"<{PlainText.Link(site.Value.Address("archive"))}>");
    }

    private static MimeEntity Content(CohortBody body, Recipient recipient, string id)
    {
        var text = Part("plain", body.Text.Fill(hole => QuotedPrintable.Encode(PlainText.Line(Value(hole, recipient)))));
        if (body.Html is null)
        {
            return text;
        }

        var html = Part("html", body.Html.Fill(hole => QuotedPrintable.Encode(PlainText.Html(PlainText.Line(Value(hole, recipient))))));
        var both = new MultipartAlternative { text, html };
        // "=_" never stands in quoted-printable, so no body can hold the boundary.
        both.Boundary = "=_" + Hash(id, 24);
        return both;
    }

    private static string Value(string hole, Recipient recipient) => hole switch
    {
        "email" => recipient.Email,
        "unsubscribe" => recipient.UnsubscribeUrl,
        "preferences" => recipient.PreferencesUrl,
        _ => throw new RefusedException($"A template changes recipient.*, paper.number or paper.card (now '{hole}'), which are put in after rendering; write them as they are."),
    };

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

    private static void Raw(MimeMessage message, HeaderId id, string value) => Raw(message, id.ToHeaderName(), value);

    private static void Raw(MimeMessage message, string field, string value)
    {
        var header = new Header(field, "");
        header.SetRawValue(Encoding.UTF8.GetBytes($" {value}\r\n"));
        message.Headers.Add(header);
    }

    private static string Hash(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];
}
