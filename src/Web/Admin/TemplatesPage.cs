using DigestMailer.Delivery;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web.Site;
using Scriban.Runtime;

namespace DigestMailer.Web.Admin;

/// <summary>
/// Every mail as its templates make it now, in every language, from the papers in play and for a reader who is made up.
/// </summary>
internal sealed class TemplatesPage(DigestPreview preview, MailMaker maker, MailTemplates templates, AdminView view)
{
    private const string Path = "/templates";
    private const string BodyPath = Path + "/mail";

    // The page frames the mail, which may have its own style and pictures and nothing that runs.
    private const string PagePolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; form-action 'self'; "
            + "base-uri 'none'; frame-ancestors 'none'";
    private const string MailPolicy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: http:; form-action 'none'; "
            + "frame-ancestors 'self'";

    private static readonly Wishes Everything = new() { Topics = TopicSet.Create([], []) };

    public void Map(IEndpointRouteBuilder admin)
    {
        admin.MapRead(Path, ShowAsync);
        admin.MapRead(BodyPath, BodyAsync);
    }

    private async Task<IResult> ShowAsync(string? mail, string? language, string? format, HttpContext context,
        CancellationToken cancel)
    {
        var (kind, tag) = Asked(mail, language);
        var composed = await RenderAsync(kind, tag, cancel);
        context.Response.Headers.ContentSecurityPolicy = PagePolicy;
        return view.Show(context, "templates", "Templates", new ScriptObject
        {
            ["kinds"] = DigestPreview.Kinds.Select(one => Choice(one, one, one, tag, one == kind)).ToArray(),
            ["languages"] = templates.Languages.All.Select(one => Choice(one.Tag, one.Name, kind, one.Tag,
                one.Tag == tag)).ToArray(),
            ["subject"] = composed.Message.Subject,
            ["text"] = format == "text" ? composed.Message.TextBody : null,
            ["as_text"] = Address(Path, kind, tag) + "&format=text",
            ["as_html"] = Address(Path, kind, tag),
            ["body"] = Address(BodyPath, kind, tag),
        });
    }

    private async Task<IResult> BodyAsync(string? mail, string? language, HttpContext context,
        CancellationToken cancel)
    {
        var (kind, tag) = Asked(mail, language);
        var composed = await RenderAsync(kind, tag, cancel);
        PageView.KeepPrivate(context);
        context.Response.Headers.ContentSecurityPolicy = MailPolicy;
        context.Response.Headers.XFrameOptions = "SAMEORIGIN";
        return Results.Content(composed.Message.HtmlBody, "text/html; charset=utf-8");
    }

    /// <summary>The first of each where another was asked for than there is.</summary>
    private (string Kind, string Tag) Asked(string? mail, string? language) =>
        (DigestPreview.Kinds.FirstOrDefault(kind => kind == mail) ?? DigestPreview.Kinds[0],
            templates.Languages.For(language ?? "en").Tag);

    private async Task<ComposedMail> RenderAsync(string kind, string tag, CancellationToken cancel)
    {
        var reader = maker.RecipientOf(new Subscriber
        {
            Id = 0,
            Email = "reader@example.org",
            State = SubscriptionState.Confirmed,
            Wishes = Everything,
        });
        reader = reader with { Look = reader.Look with { Language = tag } };
        return preview.Render(kind, await preview.ContentAsync(Everything, cancel), Everything, reader);
    }

    private ScriptObject Choice(string value, string name, string kind, string tag, bool current) => new()
    {
        ["value"] = value,
        ["name"] = name,
        ["href"] = Address(Path, kind, tag),
        ["current"] = current,
    };

    private string Address(string path, string kind, string tag) => $"{view.Base}{path}?mail={kind}&language={tag}";
}
