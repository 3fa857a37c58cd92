using DigestMailer.Delivery.Relays;
using DigestMailer.Delivery.Signing;
using DigestMailer.Outbox;
using DigestMailer.Planning;
using DigestMailer.Settings;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery;

/// <summary>Puts the delivery room into the host.</summary>
internal static class DeliveryRegistration
{
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddSettings<DeliveryOptions>("Delivery");
        services.AddSingleton<IValidateOptions<DeliveryOptions>, DeliveryValidation>();
        services.AddSingleton<DueSlots>();
        services.AddSingleton<Planner>();
        services.AddSingleton<ReminderPlanner>();
        services.AddSingleton<PlanRows>();
        services.AddSingleton<ComingPapers>();
        services.AddSingleton<SummaryRound>();
        services.AddSingleton<AfterRestore>();
        services.AddSingleton<ReturnPath>();
        services.AddSingleton<OutboxClaims>();
        services.AddSingleton<OutboxOutcomes>();
        services.AddSingleton<RelayDays>();
        services.AddSingleton<RelayRests>();
        services.AddSingleton<SentMail>();
        services.AddSingleton<ReaderMail>();
        services.AddSingleton<IPersonalData, MailOfPerson>();
        services.AddSingleton<OutboxDesk>();
        services.AddSingleton<WishTraces>();
        services.AddSingleton<Erasure>();
        services.AddSingleton<Retention>();
        services.AddSingleton<Brake>();
        services.AddSingleton<ReminderContent>();
        services.AddSingleton<MailMaker>();
        services.AddSingleton<DigestPreview>();
        services.AddSingleton(
            services => new MailSeal(services.GetRequiredService<ReturnPath>(), DkimSigning.Make(services)));
        services.AddSingleton<DomainLimits>();
        services.AddSingleton<Letters>();
        services.AddSingleton<AddressMove>();
        services.AddSingleton<WelcomePlanner>();
        services.AddSingleton<Ports>();
        services.AddSingleton<RelayWatch>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<RelayCheck>();
        services.AddSingleton<DnsRecords>();
        services.AddSingleton<DnsCheck>();
        return services;
    }
}
