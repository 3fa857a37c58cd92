using DigestMailer.Settings;
using DigestMailer.Topics.Meaning;
using Microsoft.Extensions.Options;

namespace DigestMailer.Topics;

/// <summary>Puts the topics' room into the host.</summary>
internal static class TopicsRegistration
{
    public static IServiceCollection AddTopics(this IServiceCollection services)
    {
        services.AddSettings<List<TopicOptions>>("Topics");
        services.AddSettings<MeaningOptions>("Meaning");
        services.AddSingleton<MeaningSource>();
        services.AddSingleton<IValidateOptions<List<TopicOptions>>, CatalogueValidation>();
        services.AddSingleton(
            provider => new TopicCatalogue(provider.GetRequiredService<IOptions<List<TopicOptions>>>().Value));
        return services;
    }

    /// <summary>Refuses a catalogue with faults when the program starts.</summary>
    private sealed class CatalogueValidation : IValidateOptions<List<TopicOptions>>
    {
        public ValidateOptionsResult Validate(string? name, List<TopicOptions> topics)
        {
            var faults = TopicCatalogue.Faults(topics).ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
