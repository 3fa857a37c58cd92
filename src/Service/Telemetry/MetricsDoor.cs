using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace DigestMailer.Service.Telemetry;

/// <summary>
/// <c>/metrics</c> for Prometheus: on an address of its own, so that the proxy of the pages does not serve it, or next
/// to the pages behind a secret.
/// </summary>
internal sealed class MetricsDoor(IServiceProvider services, IOptions<TelemetryOptions> options) : IHostedService
{
    private const string Path = "/metrics";

    private WebApplication? own;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MetricsUrl is not { } url)
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        own = builder.Build();
        own.UseOpenTelemetryPrometheusScrapingEndpoint(services.GetRequiredService<MeterProvider>(), IsAsked, null,
            null,
            null);
        own.Run(AnswerAsync);
        await own.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (own is not null)
        {
            await own.StopAsync(cancellationToken);
            await own.DisposeAsync();
        }
    }

    /// <summary>As elsewhere, the process says that it lives.</summary>
    private static Task AnswerAsync(HttpContext context)
    {
        var lives = context.Request.Path == "/health/live";
        context.Response.StatusCode = lives ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        return lives ? context.Response.WriteAsync("live") : Task.CompletedTask;
    }

    /// <summary>Next to the pages; without the secret it is as unknown as any other address.</summary>
    public static void Map(WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value.MetricsSecret is { } secret)
        {
            var expected = SHA256.HashData(Encoding.UTF8.GetBytes("Bearer " + secret));
            app.UseOpenTelemetryPrometheusScrapingEndpoint(null,
                context => IsAsked(context) && CryptographicOperations.FixedTimeEquals(expected,
                    SHA256.HashData(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()))),
                null, null, null);
        }
    }

    private static bool IsAsked(HttpContext context)
    {
        if (context.Request.Path != Path || !HttpMethods.IsGet(context.Request.Method))
        {
            return false;
        }

        // How fast metrics are is not how fast pages are.
        if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
        {
            metrics.MetricsDisabled = true;
        }

        return true;
    }
}
