using System.Reflection;
using System.Threading.RateLimiting;

namespace DigestMailer.Web.Site;

/// <summary>
/// The framework's rate limiter, ended with its host. By itself it keeps a timer that nobody disposes (as of .NET 10),
/// and so all that its host had in memory, after a reload has replaced that host.
/// </summary>
internal static class LimiterEnd
{
    public static void UseEndingRateLimiter(this WebApplication app) => app.Use(next =>
    {
        var branch = ((IApplicationBuilder)app).New();
        branch.UseRateLimiter();
        branch.Run(next);
        var limited = branch.Build();
        app.Lifetime.ApplicationStopped.Register(() => End(limited.Target));
        return limited;
    });

    private static void End(object? middleware)
    {
        foreach (var field in middleware?.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic) ?? [])
        {
            (field.GetValue(middleware) as PartitionedRateLimiter<HttpContext>)?.Dispose();
        }
    }
}
