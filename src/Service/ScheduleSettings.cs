using DigestMailer.Settings;

namespace DigestMailer.Service;

/// <summary>
/// The settings of the schedule, which every command checks. Quartz, which <see cref="Schedule"/> names, is not loaded
/// for them.
/// </summary>
internal static class ScheduleSettings
{
    public static IServiceCollection AddScheduleSettings(this IServiceCollection services)
    {
        services.AddSettings<ScheduleOptions>("Schedule");
        services.AddSettings<ServiceOptions>("Service");
        return services;
    }
}
