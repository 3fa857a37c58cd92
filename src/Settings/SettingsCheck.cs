using Microsoft.Extensions.Options;

namespace DigestMailer.Settings;

/// <summary>Rejects settings before anything is done with them.</summary>
internal static class SettingsCheck
{
    /// <summary>Reads every section of every room, and finds what belongs to none.</summary>
    /// <exception cref="OptionsValidationException">It has a line for each fault.</exception>
    public static void Read(IConfigurationRoot settings, IReadOnlyCollection<SettingsSection> sections)
    {
        var binder = new SettingsBinder(settings);
        foreach (var section in sections)
        {
            binder.Bind(Activator.CreateInstance(section.Type)!, settings.GetSection(section.Name));
        }

        Reject([.. UnknownSections.Faults(settings, sections), .. HostSettings.Faults(settings), .. binder.Faults]);
    }

    /// <summary>Asks the rules of every room.</summary>
    /// <exception cref="OptionsValidationException">It has a line for each fault.</exception>
    public static void Validate(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (AggregateException several)
        {
            Reject([.. several.InnerExceptions.OfType<OptionsValidationException>()
                .SelectMany(fault => fault.Failures)]);
            throw;
        }
    }

    private static void Reject(List<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new OptionsValidationException("settings", typeof(SettingsSection), faults);
        }
    }
}
