using DigestMailer.Subscribers.Imports;
using DigestMailer.Subscribers.Keys;
using DigestMailer.Subscribers.Libraries;
using DigestMailer.Subscribers.Moves;
using DigestMailer.Subscribers.Saved;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Subscribers;

/// <summary>Puts the subscribers' room into the host.</summary>
internal static class SubscribersRegistration
{
    public static IServiceCollection AddSubscribers(this IServiceCollection services)
    {
        services.AddSingleton<KeyRing>();
        services.AddHostedService<KeyRefresh>();
        services.AddSingleton<SignedLinks>();
        services.AddSingleton<AddressHash>();
        services.AddSingleton<SubscriberStore>();
        services.AddSingleton<SubscriptionLife>();
        services.AddSingleton<ReaderDigests>();
        services.AddSingleton<PersonalRecord>();
        services.AddSingleton<SuppressionStore>();
        services.AddSingleton<SavedPapers>();
        services.AddSingleton<SavedReminders>();
        services.AddSingleton<IPersonalData, SavedOfPerson>();
        services.AddSingleton<IPersonalData, RemindersOfPerson>();
        services.AddSingleton<AddressChanges>();
        services.AddSingleton<IPersonalData, AddressesOfPerson>();
        services.AddSingleton<SubscriberCsv>();
        services.AddSingleton<PastedPapers>();
        return services.AddLibraries();
    }
}
