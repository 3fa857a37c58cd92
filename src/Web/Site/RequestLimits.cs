using System.Threading.RateLimiting;
using DigestMailer.Subscribers;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Site;

/// <summary>
/// What costs more than reading a page, and so is limited for each network by itself: one that asks without end keeps
/// nobody else from asking.
/// </summary>
internal static class RequestLimits
{
    public const string Search = "search";
    public const string Feeds = "feeds";
    public const string Citations = "citations";
    public const string Forecast = "forecast";
    public const string Forms = "forms";
    public const string SignIn = "sign-in";

    // An operator who mistypes has enough, and nobody guesses a secret at this rate.
    private const int SignInsPerMinute = 10;

    private static readonly string[] All = [Search, Feeds, Citations, Forecast, Forms, SignIn];

    public static void Add(IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>()
            .Configure<IOptions<WebOptions>, CallerFaults>((limiter, web, faults) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "60";
                faults.Note("too many requests of one network");
                return ValueTask.CompletedTask;
            };
            foreach (var policy in All)
            {
                limiter.AddPolicy(policy, context => RateLimitPartition.GetSlidingWindowLimiter(
                    $"{policy} {Network.Of(context.Connection.RemoteIpAddress)}", _ => Window(policy, web.Value)));
            }
        });
    }

    /// <summary>A network that may subscribe many people may send as many forms.</summary>
    private static SlidingWindowRateLimiterOptions Window(string policy, WebOptions web) => new()
    {
        PermitLimit = policy switch
        {
            Forms => Math.Max(web.RequestsPerMinute, web.SignupsPerNetwork),
            SignIn => SignInsPerMinute,
            _ => web.RequestsPerMinute,
        },
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = 6,
        AutoReplenishment = true,
    };
}
