using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Admin;

/// <summary>Puts the operator's pages into the host.</summary>
internal static class AdminRegistration
{
    public static void AddAdmin(this IServiceCollection services)
    {
        SessionCookie.Add(services);
        OpenIdSignIn.Add(services);
        services.AddSingleton<AdminSessions>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<AdminView>();
        services.AddSingleton<SignInPage>();
        services.AddSingleton<AdminDoor>();
        services.AddSingleton<LastFailures>();
        services.AddSingleton<GatherNow>();
        services.AddHostedService(provider => provider.GetRequiredService<GatherNow>());
        services.AddSingleton<TodayPage>();
        services.AddSingleton<ReaderSearch>();
        services.AddSingleton<ReadersPage>();
        services.AddSingleton<ReaderPage>();
        services.AddSingleton<MailPage>();
        services.AddSingleton<SuppressionsPage>();
        services.AddSingleton<TopicsPage>();
        services.AddSingleton<TemplatesPage>();
        services.AddSingleton<AuditPage>();
    }

    /// <summary>
    /// Every address below <c>/admin</c>, where a secret is set. All but signing in are behind
    /// <see cref="AdminDoor"/>.
    /// </summary>
    public static void MapAdmin(this WebApplication app)
    {
        var services = app.Services;
        var options = services.GetRequiredService<IOptions<AdminOptions>>().Value;
        if (!options.IsOn)
        {
            return;
        }

        var view = services.GetRequiredService<AdminView>();
        var signIn = services.GetRequiredService<SignInPage>();
        var open = app.MapGroup(AdminView.Root);
        open.MapRead(SignInPage.Path, (HttpContext context) => signIn.Open(context));
        open.MapPost(SignInPage.Path, signIn.TakeAsync).RequireRateLimiting(RequestLimits.SignIn);

        if (OpenIdSignIn.IsOn(options))
        {
            open.MapRead(OpenIdSignIn.Path, () => OpenIdSignIn.Ask(view));
            open.MapRead(OpenIdSignIn.WelcomePath, (HttpContext context) => OpenIdSignIn.Welcome(context, view));
        }

        var admin = app.MapGroup(AdminView.Root);
        var door = services.GetRequiredService<AdminDoor>();
        admin.AddEndpointFilter(door.InvokeAsync);
        var acts = admin.MapGroup("").AddEndpointFilter(door.LetActAsync);
        admin.MapPost("/sign-out", signIn.EndAsync);
        services.GetRequiredService<TodayPage>().Map(admin, acts);
        services.GetRequiredService<ReadersPage>().Map(admin);
        services.GetRequiredService<ReaderPage>().Map(admin);
        services.GetRequiredService<MailPage>().Map(admin);
        services.GetRequiredService<SuppressionsPage>().Map(admin, acts);
        services.GetRequiredService<TopicsPage>().Map(admin);
        services.GetRequiredService<TemplatesPage>().Map(admin);
        services.GetRequiredService<AuditPage>().Map(admin);
    }
}
