using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Sources.Fetching;
using DigestMailer.Papers.Summaries;
using DigestMailer.Settings;
using Microsoft.Extensions.Options;

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
        services.AddSingleton<FirstShown>();
        services.AddSingleton<SourceJudge>();
        services.AddSingleton<SourceRound>();
        services.AddSingleton<Gatherer>();
        services.AddSingleton<GatheringRounds>();
        services.AddFetching();
        services.AddSummaries();
        return services;
    }

    /// <summary>Rejects settings with faults when the program starts.</summary>
    private sealed class SourcesValidation : IValidateOptions<PapersOptions>
    {
        public ValidateOptionsResult Validate(string? name, PapersOptions options)
        {
            var faults = options.Sources.Select((source, index) =>
                SourceRegistry.Fault(source) is { } fault ? $"Papers:Sources:{index}:{fault}" : null)
                .OfType<string>().ToList();
            faults.AddRange(
                options.Sources.Index().GroupBy(source => source.Item.Name, StringComparer.OrdinalIgnoreCase)
                    .Where(group => group.Count() > 1)
                    .Select(group =>
                        $"Papers:Sources:{group.Last().Index}:Name: \"{group.Key}\" is already the name of another "
                            + "source."));
            faults.AddRange(new[] { options.Fault() }.OfType<string>());
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
