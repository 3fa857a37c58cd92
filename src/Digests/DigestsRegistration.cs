using DigestMailer.Digests.Choosing;
using DigestMailer.Digests.Mail;
using DigestMailer.Digests.Templates;
using DigestMailer.Papers.Merging;
using DigestMailer.Settings;
using DigestMailer.Subscribers;

namespace DigestMailer.Digests;

/// <summary>Puts the digests' room into the host: choosing, keeping and rendering.</summary>
internal static class DigestsRegistration
{
    public static IServiceCollection AddDigests(this IServiceCollection services)
    {
        services.AddSettings<SiteOptions>("Site");
        services.AddSettings<DigestOptions>("Digests");
        services.AddSettings<TemplateOptions>("Templates");
        services.AddSingleton<LastMonth>();
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
