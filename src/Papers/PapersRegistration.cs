using System.Net;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Settings;
using Microsoft.Extensions.Options;
using Polly;

namespace DigestMailer.Papers;

/// <summary>Puts the papers' room into the host.</summary>
internal static class PapersRegistration
{
    public static IServiceCollection AddPapers(this IServiceCollection services)
    {
        services.AddSettings<PapersOptions>("Papers");
        services.AddSingleton<IValidateOptions<PapersOptions>, SourcesValidation>();
        services.AddSingleton<PaperStore>();
        services.AddSingleton<EditionStore>();
        services.AddSingleton<GatheringLog>();
        services.AddSingleton<SourceNotices>();
        services.AddSingleton<SourceRegistry>();
        services.AddSingleton<Gatherer>();
        services.AddSingleton<GatheringRounds>();
        services.AddSingleton<WebFetch>();
        services.AddTransient<ArxivPace>();
        Client(services, WebFetch.Plain);
        // The pace is inside the retries: a retry waits for its turn like everyone.
        Client(services, WebFetch.Arxiv).AddHttpMessageHandler<ArxivPace>();
        return services;
    }

    private static IHttpClientBuilder Client(IServiceCollection services, string name)
    {
        var client = services.AddHttpClient(name, http =>
        {
            http.DefaultRequestHeaders.UserAgent.ParseAdd($"DigestMailer/{ProductVersion.Text} (daily digests of papers; self-hosted)");
            http.MaxResponseContentBufferSize = WebFetch.MaxBytes;
            // The resilience handler has the time limits; the client's own would cut its retries short.
            http.Timeout = Timeout.InfiniteTimeSpan;
        }).ConfigurePrimaryHttpMessageHandler(
        () => new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            MaxAutomaticRedirections = 5
        });
        client.AddStandardResilienceHandler(resilience =>
        {
            resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(60);
            resilience.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(5);
            resilience.CircuitBreaker.SamplingDuration = TimeSpan.FromMinutes(3);
            resilience.Retry.MaxRetryAttempts = 3;
            resilience.Retry.BackoffType = DelayBackoffType.Exponential;
            resilience.Retry.UseJitter = true;
        });
        return client;
    }

    /// <summary>Refuses sources with faults when the program starts.</summary>
    private sealed class SourcesValidation : IValidateOptions<PapersOptions>
    {
        public ValidateOptionsResult Validate(string? name, PapersOptions options)
        {
            var faults = options.Sources.Select((source, index) =>
                SourceRegistry.Fault(source) is { } fault ? $"Papers:Sources:{index}:{fault}" : null)
                .OfType<string>().ToList();
            faults.AddRange(
                options.Sources.Index().GroupBy(source => source.Item.Name).Where(group => group.Count() > 1)
                    .Select(group =>
                        $"Papers:Sources:{group.Last().Index}:Name: \"{group.Key}\" is already the name of another source."));
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
