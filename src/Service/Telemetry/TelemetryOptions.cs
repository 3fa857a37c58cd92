using DigestMailer.Settings;

namespace DigestMailer.Service.Telemetry;

/// <summary>Metrics and traces for the operator's monitoring, off by default; the settings section <c>Telemetry</c>.
/// </summary>
internal sealed class TelemetryOptions
{
    /// <summary>
    /// Where metrics and traces are sent by OTLP over gRPC, such as <c>http://localhost:4317</c>; null sends none.
    /// </summary>
    public string? Otlp { get; set; }

    /// <summary>
    /// An address of its own for <c>/metrics</c>, such as <c>http://127.0.0.1:9464</c>, that only Prometheus reaches;
    /// null means none. It is the better way where the pages are public.
    /// </summary>
    public string? MetricsUrl { get; set; }

    /// <summary>
    /// Opens <c>/metrics</c> next to the pages for whoever sends <c>Authorization: Bearer</c> with this secret of at
    /// least 16 characters; null keeps it closed.
    /// </summary>
    public string? MetricsSecret { get; set; }

    /// <summary>A file whose first line is the secret, read at the start.</summary>
    [SecretFile(nameof(MetricsSecret))]
    public string? MetricsSecretFile { get; set; }

    /// <summary>Whether Prometheus may ask.</summary>
    public bool HasMetrics => MetricsUrl is not null || MetricsSecret is not null;

    /// <summary>Whether anything is measured at all.</summary>
    public bool IsOn => Otlp is not null || HasMetrics;
}
