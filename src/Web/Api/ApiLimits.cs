using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Api;

/// <summary>How many requests a key may make in a minute; each is counted by itself.</summary>
internal static class ApiLimits
{
    /// <summary>Name of the policy.</summary>
    public const string Policy = "api";

    public static void Add(IServiceCollection services) => services.AddOptions<RateLimiterOptions>()
        .Configure<IOptions<ApiOptions>>((limiter, api) => limiter.AddPolicy(Policy, context =>
            RateLimitPartition.GetSlidingWindowLimiter(
                string.Create(CultureInfo.InvariantCulture,
                    $"{Policy} {context.User.FindFirstValue(ClaimTypes.NameIdentifier)}"),
                _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = api.Value.RequestsPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                    SegmentsPerWindow = 6,
                    AutoReplenishment = true,
                })));
}
