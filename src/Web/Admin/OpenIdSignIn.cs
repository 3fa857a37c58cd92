using System.Security.Claims;
using DigestMailer.Digests.Templates;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Web.Site;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace DigestMailer.Web.Admin;

/// <summary>
/// Signing in by an OpenID Connect provider, with the framework's handler: authorization code flow with PKCE, and the
/// provider's answer as a GET, so that its cookies need not be sent from other sites. It ends in a session as signing
/// in by the secret does.
/// </summary>
internal sealed class OpenIdSignIn(AdminSessions sessions, AuditLog audit, Database database, CallerFaults faults,
    IOptions<AdminOptions> options, IServiceProvider services, ILogger<OpenIdSignIn> log)
{
    public const string Path = "/sign-in/provider";
    public const string WelcomePath = "/sign-in/welcome";
    private const string Scheme = "admin-openid";
    private const string Callback = AdminView.Root + "/sign-in/answer";
    private const string NoRole = "Your account has no role for these pages.";
    private const int LongestName = 60;

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<OpenIdSignIn>();
        services.TryAddTransient<OpenIdConnectHandler>();
        services.TryAddEnumerable(ServiceDescriptor
            .Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
        services.AddOptions<AuthenticationOptions>().Configure<IOptions<AdminOptions>>((schemes, admin) =>
        {
            if (admin.Value.OpenId.Authority is not null)
            {
                schemes.AddScheme<OpenIdConnectHandler>(Scheme, null);
            }
        });
        services.AddOptions<OpenIdConnectOptions>(Scheme)
            .Configure<IOptions<AdminOptions>, IOptions<SiteOptions>, OpenIdSignIn, TimeProvider>(Set);
    }

    private static void Set(OpenIdConnectOptions openId, IOptions<AdminOptions> admin, IOptions<SiteOptions> site,
        OpenIdSignIn signIn, TimeProvider clock)
    {
        var (provider, address) = (admin.Value.OpenId, new Uri(site.Value.BaseUrl));
        openId.Authority = provider.Authority;
        openId.RequireHttpsMetadata = provider.Authority?.StartsWith("https:", StringComparison.Ordinal) == true;
        (openId.ClientId, openId.ClientSecret) = (provider.ClientId, provider.ClientSecret);
        openId.SignInScheme = SessionCookie.Scheme;
        openId.CallbackPath = Callback;
        openId.ResponseType = OpenIdConnectResponseType.Code;
        openId.ResponseMode = OpenIdConnectResponseMode.Query;
        openId.UsePkce = true;
        openId.MapInboundClaims = false;
        openId.TimeProvider = clock;
        foreach (var cookie in new[] { openId.CorrelationCookie, openId.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = SessionCookie.Policy(address);
            cookie.Path = address.AbsolutePath.TrimEnd('/') + AdminView.Root;
        }

        openId.Events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.RedirectUri = site.Value.Address(Callback);
            return Task.CompletedTask;
        };
        openId.Events.OnTokenValidated = signIn.BeginAsync;
        openId.Events.OnRemoteFailure = signIn.RefuseAsync;
    }

    public static bool IsOn(AdminOptions options) => options.OpenId.Authority is not null;

    /// <summary>Leads to the provider.</summary>
    public static IResult Ask(AdminView view) => Results.Challenge(
        new AuthenticationProperties { RedirectUri = view.Base + WelcomePath }, [Scheme]);

    /// <summary>
    /// Where the provider's answer leads. The browser came from another site, and sends the cookie of the session only
    /// with the request that this page makes.
    /// </summary>
    public static IResult Welcome(HttpContext context, AdminView view)
    {
        context.Response.Headers["Refresh"] = $"0; url={view.Base}";
        return view.Say(context, "One moment", "The page of today follows.");
    }

    private async Task BeginAsync(TokenValidatedContext context)
    {
        var (person, provider) = (context.Principal!, options.Value.OpenId);
        var roles = person.FindAll(provider.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        var mayAct = roles.Contains(provider.OperatorRole);
        if (!mayAct && !roles.Contains(provider.ViewerRole))
        {
            context.Fail(NoRole);
            return;
        }

        var name = PlainText.Cut(PlainText.Line(NameOf(person)), LongestName);
        var session = await database.WriteAsync(async transaction =>
        {
            await audit.NoteAsync(transaction, context.HttpContext, name, "signed in", "by the provider", null);
            return await sessions.BeginAsync(transaction);
        }, context.HttpContext.RequestAborted);
        context.Principal = new Operator(session, name, mayAct).Principal;
    }

    private static string NameOf(ClaimsPrincipal person) =>
        person.FindFirst("name")?.Value ?? person.FindFirst("preferred_username")?.Value
            ?? person.FindFirst("sub")?.Value ?? "";

    /// <summary>The provider said no, or somebody came back with what it never gave them.</summary>
    private Task RefuseAsync(RemoteFailureContext context)
    {
        faults.Note("sign-ins that the provider did not allow");
        log.LogDebug(context.Failure, "The provider let nobody in");
        context.HandleResponse();
        return services.GetRequiredService<SignInPage>()
            .Ask(context.HttpContext, context.Failure?.Message == NoRole ? NoRole
                : "The provider did not let you in.", back: "").ExecuteAsync(context.HttpContext);
    }
}
