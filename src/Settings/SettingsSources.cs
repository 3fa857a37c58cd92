using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.KeyPerFile;

namespace DigestMailer.Settings;

/// <summary>Names where the settings came from, the last one winning: files, variables, options.</summary>
internal static class SettingsSources
{
    public static string Describe(IConfigurationRoot settings, IEnumerable<SettingsSection> known)
    {
        var names = known.Select(section => section.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var sources = settings.Providers.SelectMany(provider => Of(provider, names)).Distinct().ToList();
        return sources.Count == 0 ? "no file; all settings have their defaults" : string.Join(", ", sources);
    }

    private static IEnumerable<string> Of(IConfigurationProvider provider, HashSet<string> names) => provider switch
    {
        FileConfigurationProvider file =>
            file.Source.FileProvider?.GetFileInfo(file.Source.Path ?? "") is { Exists: true } found
                ? [found.PhysicalPath ?? found.Name] : [],
        KeyPerFileConfigurationProvider => Keys(provider, names).Select(key => $"credential {key}"),
        CommandLineConfigurationProvider => Keys(provider, names).Select(key => $"--{key}"),
        _ when SettingOrigin.IsEnvironment(provider) =>
            Keys(provider, names).Select(key => key.Replace(":", "__", StringComparison.Ordinal)),
        _ => [],
    };

    /// <summary>The full keys of our sections that a provider sets; never their values, which may be secret.</summary>
    private static IEnumerable<string> Keys(IConfigurationProvider provider, HashSet<string> names) =>
        provider.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase).Where(names.Contains)
            .SelectMany(key => Below(provider, key));

    private static IEnumerable<string> Below(IConfigurationProvider provider, string path)
    {
        var children = provider.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return children.Count == 0 ? path.Contains(':', StringComparison.Ordinal) ? [path] : []
            : children.SelectMany(child => Below(provider, $"{path}:{child}"));
    }
}
