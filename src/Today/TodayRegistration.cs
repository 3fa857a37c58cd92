namespace DigestMailer.Today;

/// <summary>Puts the figures of the day into the host.</summary>
internal static class TodayRegistration
{
    public static IServiceCollection AddToday(this IServiceCollection services) => services
        .AddSingleton<MailFigures>()
        .AddSingleton<SlotLags>()
        .AddSingleton<MailBoard>()
        .AddSingleton<RelayBoard>()
        .AddSingleton<RoundLog>();
}
