namespace DigestMailer.Web.Site;

/// <summary>
/// Takes an address that begins with several slashes as one with a single slash: proxies and mail programs that join a
/// site and a path make such ones.
/// </summary>
internal static class LeadingSlashes
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value is ['/', '/', ..] and var path)
        {
            context.Request.Path = "/" + path.TrimStart('/');
        }

        return next(context);
    }
}
