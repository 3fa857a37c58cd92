namespace DigestMailer.Web;

/// <summary>Puts the pages into the host.</summary>
internal static class WebRegistration
{
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddSingleton<UnsubscribePage>();
        return services;
    }

    /// <summary>Every address that the site answers.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live"));
        app.Services.GetRequiredService<UnsubscribePage>().Map(app);
    }
}
