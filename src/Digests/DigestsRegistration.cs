using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers.Merging;
using DigestMailer.Subscribers;

namespace DigestMailer.Digests;

/// <summary>Puts the digests' room into the host: choosing, keeping and rendering.</summary>
internal static class DigestsRegistration
{
    public static IServiceCollection AddDigests(this IServiceCollection services)
    {
        services.AddOptions<SiteOptions>().BindConfiguration("Site").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DigestOptions>().BindConfiguration("Digests").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TemplateOptions>().BindConfiguration("Templates");
        services.AddSingleton<PaperShelf>();
        services.AddSingleton<DigestChoice>();
        services.AddSingleton<DigestStore>();
        services.AddSingleton<IPaperUnion, SentPapersUnion>();
        services.AddSingleton<DigestDecision>();
        services.AddSingleton<MailTemplates>();
        services.AddSingleton<BodyRenderer>();
        services.AddSingleton<DigestMessage>();
        services.AddSingleton<DigestComposer>();
        services.AddSingleton<LetterMessage>();
        services.AddSingleton<TemplateCheck>();
        services.AddHostedService(provider => provider.GetRequiredService<TemplateCheck>());
        services.AddSingleton<TemplateWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<TemplateWatch>());
        return services;
    }
}
