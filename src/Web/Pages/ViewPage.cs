using DigestMailer.Delivery;
using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Subscribers;
using DigestMailer.Web.Forms;
using DigestMailer.Web.Site;

namespace DigestMailer.Web.Pages;

/// <summary>
/// A mail in the browser, as it was sent but with every paper of its digest: only a digest that this reader was sent,
/// under a policy that lets it have its own style and pictures and nothing that runs.
/// </summary>
internal sealed class ViewPage(SignedLinks links, SentMail sent, MailMaker maker, CitationEndpoints citations,
    LinksPage fresh)
{
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src https: http:; form-action 'none'; base-uri 'none'; " +
        "frame-ancestors 'none'";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/view/{token}/{digest:long}", ShowAsync);
        app.MapRead("/view/{token}/{digest:long}.{format:regex(^(bib|ris)$)}", CiteAsync);
    }

    private async Task<IResult> ShowAsync(string token, long digest, HttpContext context, CancellationToken cancel)
    {
        if (links.Verify(LinkPurpose.View, token) is not { } id
            || await sent.FindAsync(id, digest, cancel) is not { } item)
        {
            return fresh.Refuse(context);
        }

        var mail = await maker.MakeAsync(item with { Whole = true }, cancel);
        PageView.KeepPrivate(context);
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return mail.Message.HtmlBody is { } html ? Results.Content(AsPage(html), "text/html; charset=utf-8")
            : Results.Text(mail.Message.TextBody, "text/plain; charset=utf-8");
    }

    /// <summary>
    /// Among other mail it is an article; alone on a page it is what the page is there for, which screen readers jump
    /// to.
    /// </summary>
    private static string AsPage(string html) =>
        html.Replace(" role=\"article\"", " role=\"main\"", StringComparison.Ordinal);

    private async Task<IResult> CiteAsync(string token, long digest, string format, HttpContext context,
        CancellationToken cancel)
    {
        if (links.Verify(LinkPurpose.View, token) is not { } id || await sent.FindAsync(id, digest, cancel) is null)
        {
            return fresh.Refuse(context);
        }

        var answer = await citations.DigestAsync(digest, format, context, cancel);
        PageView.KeepPrivate(context);
        return answer;
    }
}
