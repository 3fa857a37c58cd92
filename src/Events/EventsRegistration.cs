namespace DigestMailer.Events;

/// <summary>Puts the events' room into the host.</summary>
internal static class EventsRegistration
{
    public static IServiceCollection AddEvents(this IServiceCollection services) =>
        services.AddSingleton<EventStore>();
}
