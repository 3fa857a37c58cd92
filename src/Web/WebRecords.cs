using DigestMailer.Settings;
using DigestMailer.Subscribers;
using DigestMailer.Web.Admin;
using DigestMailer.Web.Api;
using DigestMailer.Web.Forms;
using DigestMailer.Web.Hooks;
using DigestMailer.Web.Site;

namespace DigestMailer.Web;

/// <summary>
/// What commands need of the pages without showing any: their settings, and what they keep in the database. Nothing
/// here may name a type of ASP.NET, which would be loaded for it.
/// </summary>
internal static class WebRecords
{
    public static IServiceCollection AddWebRecords(this IServiceCollection services)
    {
        services.AddSettings<WebOptions>("Web");
        services.AddSettings<ApiOptions>("Api");
        services.AddSettings<HookOptions>("Webhooks");
        services.AddSettings<AdminOptions>("Admin");
        services.AddSingleton<IPersonalData, SignupsOfPerson>();
        services.AddSingleton<IPersonalData, AuditOfPerson>();
        return services.AddSingleton<ApiKeyStore>();
    }
}
