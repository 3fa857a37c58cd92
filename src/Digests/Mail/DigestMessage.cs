using System.Buffers;
using System.Globalization;
using DigestMailer.Digests.Templates;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Digests.Mail;

/// <summary>
/// Puts together headers (RFC 2369, 2919, 8058 in addition to those of <see cref="MailFrame"/>) and the filled-in
/// bodies of one person; a function of its arguments, so a retry is the same mail.
/// </summary>
internal sealed class DigestMessage(IOptions<SiteOptions> site)
{
    // Enough for the headers, with room to spare.
    private const int HeadBytes = 2048;

    /// <summary>Kept from mail to mail: clearing a new one would cost as much as filling it.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? writer;

    // The same for all mails of an installation.
    private readonly string help = $"<{PlainText.Link(site.Value.Address(""))}>";
    private readonly string archive = $"<{PlainText.Link(site.Value.Address("archive"))}>";
    private readonly string name = EncodedWords.Phrase(site.Value.Name, "List-Id: ".Length);

    public ComposedMail Compose(CohortBody body, Recipient recipient, MailIdentity identity)
    {
        var id =
            MailFrame.MessageId(body.Kind.ToString().ToLowerInvariant(), recipient, body.Slot, identity.Domain);
        var mail = Writer(body.EncodedBytes + HeadBytes);
        MailFrame.Begin(mail, SubjectOf(body, recipient, identity), body.DateField, id, recipient, identity);
        AddListHeaders(mail, recipient, identity);
        if (identity.FeedbackId is { Length: > 0 } feedback)
        {
            MailFrame.Field(mail, "Feedback-ID", PlainText.Line(feedback));
        }

        MailFrame.End(mail, id, body.Text, body.Html, hole => PlainText.Line(Value(hole, body, recipient)));
        return new(MailFrame.Bytes(mail), id, body.Slot, recipient.Email);
    }

    private static string SubjectOf(CohortBody body, Recipient recipient, MailIdentity identity) =>
        identity.TagsSubjects && recipient.Digest is { } name
            ? EncodedWords.Text($"[{PlainText.Line(name)}] {body.Subject}", "Subject: ".Length) : body.SubjectField;

    private static ArrayBufferWriter<byte> Writer(int bytes)
    {
        writer ??= new ArrayBufferWriter<byte>(bytes);
        writer.ResetWrittenCount();
        return writer;
    }

    private void AddListHeaders(ArrayBufferWriter<byte> mail, Recipient recipient, MailIdentity identity)
    {
        MailFrame.Field(mail, "List-Id", ListOf(recipient, identity));
        var mailbox =
            (recipient.Links.UnsubscribeMailbox ?? identity.UnsubscribeMailbox) is { Length: > 0 } address
                ? $",\r\n <mailto:{PlainText.Line(address)}?subject=unsubscribe>" : "";
        var unsubscribe =
            PlainText.Link(recipient.Links.Unsubscribe)
                ?? throw new ArgumentException("The unsubscribe link must be absolute http or https.",
                    nameof(recipient));
        MailFrame.Field(mail, "List-Unsubscribe", $"<{unsubscribe}>{mailbox}");
        MailFrame.Field(mail, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        MailFrame.Field(mail, "List-Help", help);
        MailFrame.Field(mail, "List-Archive", archive);
    }

    /// <summary>
    /// A list of its own for each name (RFC 2919 §2), so that a mail program can sort by it; the same for all digests
    /// without one.
    /// </summary>
    private string ListOf(Recipient recipient, MailIdentity identity)
    {
        if (recipient.Digest is not { } digest)
        {
            return $"{name}\r\n <digest.{identity.Domain}>";
        }

        var label = string.Join('-', new string([.. digest.ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        label = label.Length > 0 && digest.All(char.IsAscii) ? label
            : string.Create(CultureInfo.InvariantCulture, $"n{recipient.SubscriberId}");
        var phrase = EncodedWords.Phrase($"{site.Value.Name}: {PlainText.Line(digest)}", "List-Id: ".Length);
        return $"{phrase}\r\n <{label}.digest.{identity.Domain}>";
    }

    private static string Value(string hole, CohortBody body, Recipient recipient) => hole switch
    {
        "email" => EmailAddress.Shown(recipient.Email),
        "name" => recipient.Digest ?? "",
        "date" => body.Day(recipient.Zone),
        "unsubscribe" => recipient.Links.Unsubscribe,
        "preferences" => recipient.Links.Preferences,
        "feedback" => recipient.Links.Feedback,
        "browser" => recipient.Links.View,
        _ => throw new RefusedException(
            $"A template changes a value that is put in after rendering (now '{hole}'); write it as it is "
                + "(templates/README.md lists those values)."),
    };
}
