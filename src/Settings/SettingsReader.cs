using Microsoft.Extensions.Options;

namespace DigestMailer.Settings;

/// <summary>Reads settings before there is a host, and for the host.</summary>
internal static class SettingsReader
{
    /// <exception cref="OptionsValidationException">It names every key that is unknown or cannot be read.</exception>
    public static T Read<T>(IConfiguration settings, string section)
        where T : class, new()
    {
        var options = new T();
        Fill(options, settings, section);
        return options;
    }

    /// <inheritdoc cref="Read{T}"/>
    public static void Fill(object options, IConfiguration settings, string section)
    {
        var binder = new SettingsBinder(settings);
        binder.Bind(options, settings.GetSection(section));
        if (binder.Faults.Count > 0)
        {
            throw new OptionsValidationException(section, options.GetType(), binder.Faults);
        }
    }
}
