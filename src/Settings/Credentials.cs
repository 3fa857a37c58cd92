using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.FileProviders;

namespace DigestMailer.Settings;

/// <summary>
/// Takes the credentials of systemd for settings: <c>LoadCredential=Delivery__Relays__0__Password:/path</c> sets
/// <c>Delivery:Relays:0:Password</c>. Other credentials, whose names have no two underscores, are not ours.
/// </summary>
internal static class Credentials
{
    /// <summary>They win over files and the environment, and the command line over them.</summary>
    public static void Add(IConfigurationBuilder settings)
    {
        if (Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is not { Length: > 0 } folder
            || !Directory.Exists(folder))
        {
            return;
        }

        var source = new KeyPerFileConfigurationSource
        {
            FileProvider = new PhysicalFileProvider(folder),
            IgnoreCondition = name => !name.Contains("__", StringComparison.Ordinal),
        };
        var line = settings.Sources.OfType<CommandLineConfigurationSource>().LastOrDefault();
        settings.Sources.Insert(line is null ? settings.Sources.Count : settings.Sources.IndexOf(line), source);
    }
}
