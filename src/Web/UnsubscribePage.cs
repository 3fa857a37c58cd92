using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web;

/// <summary>
/// Leaving, by one POST without login (RFC 8058 §3.1); GET and HEAD change nothing, since scanners open every link.
/// A bad token gives the same polite page.
/// </summary>
internal sealed class UnsubscribePage(SignedLinks links, SubscriberStore subscribers, IOptions<SiteOptions> site)
{
    public void Map(WebApplication app)
    {
        foreach (var path in new[] { "/unsubscribe/{token}", "/preferences/{token}" })
        {
            app.MapGet(path, (string token, HttpContext context) => Ask(context));
        }

        app.MapPost("/unsubscribe/{token}", LeaveAsync).DisableAntiforgery();
        app.MapPost("/preferences/{token}", LeaveAsync).DisableAntiforgery();
    }

    private IResult Ask(HttpContext context) => Page(context, "Stop these mails?",
        "<form method=\"post\"><button type=\"submit\">Unsubscribe</button></form><p>One click, and nothing more is sent to you.</p>");

    private async Task<IResult> LeaveAsync(string token, HttpContext context, CancellationToken cancel)
    {
        if ((links.Verify(LinkPurpose.Unsubscribe, token) ?? links.Verify(LinkPurpose.Preferences, token)) is { } subscriber)
        {
            await subscribers.UnsubscribeAsync(subscriber, "link", cancel);
        }

        return Page(context, "You are unsubscribed", "<p>Nothing more is sent to the address of this link.</p>");
    }

    private IResult Page(HttpContext context, string heading, string body)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers["X-Robots-Tag"] = "noindex";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'";
        var name = System.Net.WebUtility.HtmlEncode(site.Value.Name);
        return Results.Content(
            $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{heading} – {name}</title></head><body><main><h1>{heading}</h1>{body}<p>{name}</p></main></body></html>",
            "text/html; charset=utf-8");
    }
}
