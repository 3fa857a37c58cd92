using DigestMailer.Digests.Languages;
using DigestMailer.Web.Site;
using MimeKit;
using Scriban.Runtime;

namespace DigestMailer.Web.Gallery;

/// <summary>
/// The mails of a folder as a mailbox page, for a demo, where no mail leaves the computer. It shows every reader's mail
/// to every visitor, so the service itself never has it.
/// </summary>
internal sealed class Mailbox(PageView view, MessagePage messages)
{
    public const string Path = "/mailbox";

    // The page frames the mail, which may have its own style and pictures and nothing that runs.
    private const string PagePolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private const string MailPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: http:; form-action 'none'; "
            + "frame-ancestors 'self'";

    /// <summary>Serves the mails of a folder and links to them from every page.</summary>
    public void Map(IEndpointRouteBuilder app, string folder)
    {
        view.Mailbox = view.Base + Path;
        app.MapRead(Path, (HttpContext context) => Show(context, folder));
        app.MapRead(Path + "/{name}", (string name, HttpContext context) => Body(context, folder, name));
    }

    private IResult Show(HttpContext context, string folder)
    {
        var language = view.LanguageOf(context);
        var mails = Mails(folder);
        var asked = context.Request.Query["mail"].ToString();
        var shown = mails.FirstOrDefault(mail => mail.Name == asked);
        context.Response.Headers.ContentSecurityPolicy = PagePolicy;
        if (shown is null)
        {
            // A letter that was just asked for appears by itself.
            context.Response.Headers["Refresh"] = "5";
        }

        return view.Show(context, new Page("mailbox", language.Say("page.mailbox"))
        {
            Model = new ScriptObject
            {
                ["mails"] = mails.Select(mail => Line(mail, language, mail == shown)).ToArray(),
                ["mail"] = shown is null ? null : Head(shown, context),
            },
        });
    }

    private ScriptObject Line(KeptMail mail, Language language, bool current) => new()
    {
        ["to"] = To(mail.Message),
        ["subject"] = mail.Message.Subject,
        ["at"] = DayText.Near(mail.At, language),
        ["href"] = $"{view.Base}{Path}?mail={Uri.EscapeDataString(mail.Name)}",
        ["current"] = current,
    };

    private ScriptObject Head(KeptMail mail, HttpContext context)
    {
        var asText = context.Request.Query["as"] == "text" || mail.Message.HtmlBody is null;
        var (name, address) = (Uri.EscapeDataString(mail.Name), $"{view.Base}{Path}");
        return new()
        {
            ["subject"] = mail.Message.Subject,
            ["headers"] = mail.Message.Headers
                .Where(header => header.Id is HeaderId.From or HeaderId.To or HeaderId.Date or HeaderId.ListId
                    or HeaderId.ListUnsubscribe)
                .Select(header => new ScriptObject { ["name"] = header.Field, ["value"] = header.Value }).ToArray(),
            ["text"] = asText ? mail.Message.TextBody : null,
            ["body"] = $"{address}/{name}",
            ["as_text"] = $"{address}?mail={name}&as=text",
            ["as_html"] = mail.Message.HtmlBody is null ? null : $"{address}?mail={name}",
        };
    }

    /// <summary>The HTML of a mail, whose links open in place of the whole page.</summary>
    private IResult Body(HttpContext context, string folder, string name)
    {
        if (Mails(folder).FirstOrDefault(mail => mail.Name == name)?.Message.HtmlBody is not { } html)
        {
            return messages.Miss(context);
        }

        PageView.KeepPrivate(context);
        context.Response.Headers.ContentSecurityPolicy = MailPolicy;
        context.Response.Headers.XFrameOptions = "SAMEORIGIN";
        return Results.Content(html.Replace("<head>", "<head>\n<base target=\"_top\">", StringComparison.Ordinal),
            "text/html; charset=utf-8");
    }

    /// <summary>The newest first.</summary>
    private static List<KeptMail> Mails(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFiles("*.eml")
            .OrderByDescending(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => new KeptMail(file.Name, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero),
                MimeMessage.Load(file.FullName)))];

    private static string To(MimeMessage message) => message.To.Mailboxes.FirstOrDefault()?.Address ?? "";

    private sealed record KeptMail(string Name, DateTimeOffset At, MimeMessage Message);
}
