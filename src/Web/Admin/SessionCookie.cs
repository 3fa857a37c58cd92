using DigestMailer.Subscribers;
using DigestMailer.Web.Site;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Admin;

/// <summary>
/// The cookie of a session: only for the operator's pages, unreadable for scripts, never sent from another site, and
/// good for as long as its session is in the database.
/// </summary>
internal static class SessionCookie
{
    public const string Scheme = "admin";
    public const string Name = "digestmailer-admin";

    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication(Scheme).AddCookie(Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Scheme)
            .Configure<IOptions<SiteOptions>, IOptions<AdminOptions>, AdminSessions, TimeProvider>(Set);
    }

    private static void Set(CookieAuthenticationOptions options, IOptions<SiteOptions> site,
        IOptions<AdminOptions> admin, AdminSessions sessions, TimeProvider clock)
    {
        var address = new Uri(site.Value.BaseUrl);
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = Policy(address);
        options.Cookie.Path = address.AbsolutePath.TrimEnd('/') + AdminView.Root;
        options.ExpireTimeSpan = admin.Value.SessionLength;
        options.SlidingExpiration = false;
        options.TimeProvider = clock;
        options.Events.OnValidatePrincipal = async context =>
        {
            if (Operator.Of(context.Principal) is not { } who
                || !await sessions.LivesAsync(who.Session, context.HttpContext.RequestAborted))
            {
                context.RejectPrincipal();
            }
        };
    }

    /// <param name="address">Of the site.</param>
    public static CookieSecurePolicy Policy(Uri address) => address.Scheme == Uri.UriSchemeHttps
        ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
}
