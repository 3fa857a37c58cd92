using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Site;

/// <summary>
/// The headers that every answer carries: nothing but our own style, script and forms, and no frame around us.
/// </summary>
internal sealed class SecurityHeaders(IOptions<SiteOptions> site)
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action "
            + "'self'; base-uri 'none'; frame-ancestors 'none'";

    private readonly bool https = new Uri(site.Value.BaseUrl).Scheme == Uri.UriSchemeHttps;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (https)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return next(context);
    }
}
