using System.Globalization;
using Microsoft.AspNetCore.Authentication;

namespace DigestMailer.Web.Api;

/// <summary>Puts the HTTP API into the host: its services, and every address that it answers.</summary>
internal static class ApiRegistration
{
    private const string Root = $"/api/{ApiDocument.Version}";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<AnswerStore>();
        services.AddSingleton<SubscribersApi>();
        services.AddSingleton<EnrolmentApi>();
        services.AddSingleton<SubscriberChangesApi>();
        services.AddSingleton<DigestsApi>();
        services.AddSingleton<PapersApi>();
        services.AddSingleton<DeliveriesApi>();
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Name, displayName: null, _ => { });
        services.AddAuthorization();
        // Faults of callers are counted, not told one by one.
        services.AddLogging(log => log.AddFilter(typeof(ApiKeyHandler).FullName, LogLevel.Warning));
        ApiLimits.Add(services);
        ApiDocument.Add(services);
        return services;
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(Root).RequireRateLimiting(ApiLimits.Policy);
        app.Services.GetRequiredService<SubscribersApi>().Map(api);
        app.Services.GetRequiredService<EnrolmentApi>().Map(api);
        app.Services.GetRequiredService<SubscriberChangesApi>().Map(api);
        app.Services.GetRequiredService<DigestsApi>().Map(api);
        app.Services.GetRequiredService<DeliveriesApi>().Map(api);
        app.Services.GetRequiredService<PapersApi>().Map(api);
        app.MapOpenApi(Root + "/openapi.json").RequireAuthorization(new ScopesNeeded().Policy)
            .RequireRateLimiting(ApiLimits.Policy);
    }

    /// <summary>Where the API shows a subscriber, on this site.</summary>
    public static string PathOf(long subscriber) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}/subscribers/{subscriber}");
}
