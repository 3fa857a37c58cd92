using System.Text;
using DigestMailer.Service;
using DigestMailer.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Settings;

/// <summary>Settings as an operator gives them, put before the checks of every room.</summary>
internal static class Trial
{
    /// <summary>The least that is in order.</summary>
    public const string Good = """{ "Site": { "PostalAddress": "1 Paper Street" } }""";

    /// <summary>The faults of a file, after which options of the command line come.</summary>
    public static IReadOnlyList<string> Faults(string json, params string[] options)
    {
        var settings =
            new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json)))
                .AddCommandLine(options).Build();
        return Faults(settings);
    }

    /// <summary>The faults of settings with one key that comes from the environment.</summary>
    public static IReadOnlyList<string> FaultsOfVariable(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        try
        {
            return Faults(new ConfigurationBuilder()
                .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Good))).AddEnvironmentVariables().Build());
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    private static IReadOnlyList<string> Faults(IConfigurationRoot settings)
    {
        try
        {
            SettingsCheck.Read(settings, Application.Sections());
            var services = Application.AddRooms(new ServiceCollection())
                .AddSingleton<IConfiguration>(settings).AddSingleton(TimeProvider.System);
            using var provider = services.BuildServiceProvider();
            SettingsCheck.Validate(provider);
            return [];
        }
        catch (OptionsValidationException wrong)
        {
            return [.. wrong.Failures];
        }
    }
}
