using DigestMailer.Settings;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>Puts the fetching of sources into the host: one client, with retries and a circuit for each host.</summary>
internal static class FetchingRegistration
{
    public static IServiceCollection AddFetching(this IServiceCollection services)
    {
        services.AddSingleton<WebFetch>();
        services.AddSingleton<TextRoom>();
        services.AddSingleton<PublicNetwork>();
        services.AddTransient<PaceHandler>();
        services.AddTransient<RedirectHandler>();
        var client = services.AddHttpClient(WebFetch.Client, Identify).ConnectCautiously();
        client.AddStandardResilienceHandler().Configure(Patience).SelectPipelineByAuthority();
        // Inside the retries: a retry waits for its turn like every request.
        client.AddHttpMessageHandler<PaceHandler>().AddHttpMessageHandler<RedirectHandler>();
        return services;
    }

    private static void Identify(IServiceProvider services, HttpClient http)
    {
        var contact = services.GetRequiredService<IOptions<PapersOptions>>().Value.Contact;
        var who = contact.Length == 0 ? "" : contact.Contains('@', StringComparison.Ordinal) && !contact.Contains(':',
            StringComparison.Ordinal) ? $"; mailto:{contact}" : $"; +{contact}";
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent",
            $"DigestMailer/{ProductVersion.Text} (daily digests of papers; self-hosted{who})");
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept",
            "application/atom+xml, application/rss+xml, application/feed+json, application/json, "
                + "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5");
        // The resilience handler has the time limits; the client's own would cut its retries short.
        http.Timeout = Timeout.InfiniteTimeSpan;
    }

    private static void Patience(HttpStandardResilienceOptions resilience, IServiceProvider services)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        resilience.AttemptTimeout.Timeout = TimeSpan.FromSeconds(60);
        resilience.TotalRequestTimeout.Timeout = TimeSpan.FromMinutes(5);
        resilience.CircuitBreaker.SamplingDuration = TimeSpan.FromMinutes(3);
        resilience.Retry.MaxRetryAttempts = 3;
        resilience.Retry.BackoffType = DelayBackoffType.Exponential;
        resilience.Retry.UseJitter = true;
        resilience.Retry.ShouldRetryAfterHeader = false;
        resilience.Retry.ShouldHandle = attempt => ValueTask.FromResult(
            HttpClientResiliencePredicates.IsTransient(attempt.Outcome)
                && !(Wait(attempt.Outcome) is { } wait && !RetryAfter.IsWorthWaiting(wait, attempt.AttemptNumber)));
        resilience.Retry.DelayGenerator = attempt => ValueTask.FromResult(Wait(attempt.Outcome));

        TimeSpan? Wait(Outcome<HttpResponseMessage> outcome) => RetryAfter.Of(outcome.Result, clock.GetUtcNow());
    }
}
