using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DigestMailer.Service.Health;

/// <summary>
/// <c>/health/ready</c>: 200 while this process can do what its roles ask of it, else 503, with each check as JSON. It
/// names no reasons: those are the operator's, and <c>today</c> shows them.
/// </summary>
internal static class Readiness
{
    private const string Path = "/health/ready";
    // A database that is away must not keep the caller waiting.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static IServiceCollection AddReadiness(this IServiceCollection services, ServiceRoles roles)
    {
        // The answer says it; a line of the log for each probe says no more.
        services.AddLogging(log => log.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        var checks =
            services.AddSingleton<StartTime>().AddHealthChecks().AddCheck<DatabaseCheck>("database", timeout: Patience);
        if (roles.HasFlag(ServiceRoles.Planner))
        {
            checks.AddTypeActivatedCheck<HeartbeatCheck>("planning", null, [], Patience, "planning");
        }

        if (roles.HasFlag(ServiceRoles.Sender))
        {
            checks.AddTypeActivatedCheck<HeartbeatCheck>("delivery", null, [], Patience, "delivery");
            checks.AddCheck<MailAgeCheck>("mail", timeout: Patience);
        }

        return services;
    }

    public static void MapReadiness(this WebApplication app)
    {
        app.Services.GetRequiredService<StartTime>();
        app.MapHealthChecks(Path,
            new HealthCheckOptions { AllowCachingResponses = false, ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(entry => entry.Key, entry => new
            {
                status = entry.Value.Status.ToString(),
                facts = entry.Value.Data,
            }),
        }, JsonSerializerOptions.Web, context.RequestAborted);
}
