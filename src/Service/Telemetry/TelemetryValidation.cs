using Microsoft.Extensions.Options;

namespace DigestMailer.Service.Telemetry;

/// <summary>Rejects addresses and secrets of the telemetry that cannot work.</summary>
internal sealed class TelemetryValidation : IValidateOptions<TelemetryOptions>
{
    private const int ShortestSecret = 16;

    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(TelemetryOptions options)
    {
        if (options.Otlp is { } otlp
            && !(Uri.TryCreate(otlp, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return $"Telemetry:Otlp: \"{otlp}\" is not an address; write it as http://localhost:4317.";
        }

        if (options.MetricsUrl is { } url
            && !(ListenAddresses.IsAddress(url) && url.StartsWith("http:", StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"Telemetry:MetricsUrl: \"{url}\" is not an address to listen on; write it as "
                + "http://127.0.0.1:9464.";
        }

        if (options.MetricsSecret is { Length: < ShortestSecret })
        {
            yield return "Telemetry:MetricsSecret: it is shorter than 16 characters; make one by: openssl rand -hex 32";
        }
    }
}
