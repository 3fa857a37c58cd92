using DigestMailer.Bounces;
using DigestMailer.Settings;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DigestMailer.Service.Telemetry;

/// <summary>Puts metrics and traces into the host of the service, where the settings ask for them.</summary>
internal static class TelemetryRegistration
{
    // Ours, and those of the framework that tell how fast pages are and how busy the process is.
    private static readonly string[] Meters =
    [
        ServiceMeter.Name, BounceMeter.Name, ConsentMeter.Name, "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql",
    ];

    // Prometheus takes the ending _count for a part of a histogram, and promtool rejects it.
    private static readonly string[] Misnamed =
        ["dotnet.assembly.count", "dotnet.process.cpu.count", "dotnet.timer.count"];

    private static readonly string[] Sources =
        [ServiceMeter.Name, "Microsoft.AspNetCore", "System.Net.Http"];

    /// <summary>The settings, which every command checks.</summary>
    public static IServiceCollection AddTelemetrySettings(this IServiceCollection services)
    {
        services.AddSettings<TelemetryOptions>("Telemetry");
        return services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryValidation>();
    }

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var options = SettingsReader.Read<TelemetryOptions>(configuration, "Telemetry");
        // Rules that are broken are told later, by name.
        if (!options.IsOn || new TelemetryValidation().Validate(null, options).Failed)
        {
            return services;
        }

        services.AddHostedService<GaugeWatch>();
        services.AddHostedService<MetricsDoor>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("digestmailer", serviceVersion: ProductVersion.Text))
            .WithMetrics(metrics => Configure(metrics, options));
        if (options.Otlp is { } otlp)
        {
            telemetry.WithTracing(traces => traces.AddSource(Sources)
                .AddOtlpExporter(exporter => exporter.Endpoint = new Uri(otlp)));
        }

        return services;
    }

    private static void Configure(MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics.AddMeter(Meters).AddView(instrument =>
            Misnamed.Contains(instrument.Name) ? MetricStreamConfiguration.Drop : null);
        if (options.HasMetrics)
        {
            metrics.AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
        }

        if (options.Otlp is { } otlp)
        {
            metrics.AddOtlpExporter(exporter => exporter.Endpoint = new Uri(otlp));
        }
    }
}
