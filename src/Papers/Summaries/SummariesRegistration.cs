using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Settings;
using Microsoft.Extensions.Options;

namespace DigestMailer.Papers.Summaries;

/// <summary>Puts the model that writes summaries into the host.</summary>
internal static class SummariesRegistration
{
    public static IServiceCollection AddSummaries(this IServiceCollection services)
    {
        services.AddSettings<SummaryOptions>("Summaries");
        services.AddSingleton<IValidateOptions<SummaryOptions>, SummaryValidation>();
        services.AddSingleton<SummaryEndpoint>();
        services.AddSingleton<SummaryStore>();
        services.AddSingleton<IPaperUnion, SummaryUnion>();
        // No retries: the next round asks again. No redirects: a key goes where the operator said and nowhere else.
        services.AddHttpClient(SummaryEndpoint.Client, http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConnectCautiously();
        return services;
    }
}
