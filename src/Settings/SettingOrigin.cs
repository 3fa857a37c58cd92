using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace DigestMailer.Settings;

/// <summary>Tells where a setting comes from.</summary>
internal static class SettingOrigin
{
    /// <summary>
    /// Whether a section has a value of its own only because another program's environment variable bears its name,
    /// such as SITE=production. A variable that sets something of ours has two underscores in its name.
    /// </summary>
    public static bool IsForeignVariable(IConfiguration settings, string path) =>
        !path.Contains(':', StringComparison.Ordinal) && settings is IConfigurationRoot root
        && root.Providers.LastOrDefault(provider => provider.TryGet(path, out _))
            is EnvironmentVariablesConfigurationProvider;

    /// <summary>Whether a provider reads environment variables, among which those of other programs are.</summary>
    public static bool IsEnvironment(IConfigurationProvider provider) =>
        provider is EnvironmentVariablesConfigurationProvider;

    /// <summary>Whether a provider reads the variables DOTNET_ and ASPNETCORE_, which are the host's own.</summary>
    public static bool IsHostEnvironment(IConfigurationProvider provider) =>
        provider is EnvironmentVariablesConfigurationProvider variables
        && variables.ToString().Contains('\'', StringComparison.Ordinal)
        && !variables.ToString().Contains("''", StringComparison.Ordinal);
}
