using Microsoft.Extensions.Options;

namespace DigestMailer.Settings;

/// <summary>How a room adds its settings to the host.</summary>
internal static class SettingsRegistration
{
    /// <summary>
    /// Fills <typeparamref name="T"/> from a section, strictly: a key that the class does not have, or a value that it
    /// cannot take, is rejected by its full name, and so is what its annotations forbid.
    /// </summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddSingleton(new SettingsSection(section, typeof(T)));
        services.AddSingleton<IValidateOptions<T>>(new SettingsRules<T>(section));
        services.AddOptions<T>()
            .Configure<IConfiguration>(
                (options, settings) => SettingsReader.Fill(options, settings, section))
            .ValidateOnStart();
        return services;
    }
}
