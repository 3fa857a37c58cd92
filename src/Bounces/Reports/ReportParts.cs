using AngleSharp.Html.Parser;
using MimeKit;

namespace DigestMailer.Bounces.Reports;

/// <summary>
/// The parts of a report that speak for the reporter: its words and its fields, never the copy of our own mail.
/// </summary>
/// <param name="Notice">The reporter's words, up to the copy of the returned mail.</param>
/// <param name="Groups">Fields of each <c>message/delivery-status</c> group.</param>
/// <param name="Receipt">It is a disposition notification.</param>
internal sealed record ReportParts(string Notice, IReadOnlyList<HeaderList> Groups, bool Receipt)
{
    // A notice says early what it has to say; the rest is a copy of our mail or an attack on our patience.
    private const int MostText = 64 * 1024;

    public static ReportParts Of(MimeMessage mail)
    {
        var groups = new List<HeaderList>();
        var texts = new List<TextPart>();
        var receipt = false;
        foreach (var part in OwnParts(mail.Body))
        {
            switch (part)
            {
                case MessageDeliveryStatus status:
                    groups.AddRange(status.StatusGroups);
                    break;
                case MessageDispositionNotification:
                    receipt = true;
                    break;
                case TextPart text
                    when !text.ContentType.MimeType.Contains("rfc822", StringComparison.OrdinalIgnoreCase):
                    texts.Add(text);
                    break;
            }
        }

        return new ReportParts(NoticeText.BeforeCopy(Words(texts, mail.Body)), groups, receipt);
    }

    /// <summary>Every part but those inside an attached message.</summary>
    public static IEnumerable<MimeEntity> OwnParts(MimeEntity? entity) => entity switch
    {
        null => [],
        Multipart multipart => multipart.SelectMany(OwnParts),
        _ => [entity],
    };

    private static string Words(List<TextPart> texts, MimeEntity? body)
    {
        var plain =
            texts.Find(text => text.IsPlain && text.Content is not null)
                ?? texts.Find(text => !text.IsHtml && text.Content is not null);
        if (plain is not null)
        {
            return Cut(plain.Text);
        }

        return texts.Find(text => text.Content is not null) is { } html
            ? Cut(new HtmlParser()
                .ParseDocument(
                    Cut(html.Text).Replace("<br", "\n<br", StringComparison.OrdinalIgnoreCase)
                        .Replace("</p", "\n</p", StringComparison.OrdinalIgnoreCase)).Body?.TextContent ?? "")
            : Cut((body as Multipart)?.Preamble ?? "");
    }

    private static string Cut(string text) => text.Length > MostText ? text[..MostText] : text;
}
