using DigestMailer.Bounces;
using DigestMailer.Delivery;
using DigestMailer.Digests;
using DigestMailer.Events;
using DigestMailer.Papers;
using DigestMailer.Service.Telemetry;
using DigestMailer.Settings;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Today;
using DigestMailer.Topics;
using DigestMailer.Web;

namespace DigestMailer.Service;

/// <summary>Puts the rooms together into one host, in the order of the flow.</summary>
internal static class Application
{
    // Settings are read at start. To see them change, the host would go through the whole folder with all that lies
    // below, such as a pickup folder.
    private const string ReadOnce = "--hostBuilder:reloadConfigOnChange=false";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A setting is unknown or cannot be read.
    /// </exception>
    public static WebApplicationBuilder Builder(IReadOnlyList<string> settings, DateTimeOffset? now)
    {
        var builder =
            WebApplication.CreateBuilder(
                new WebApplicationOptions { Args = [ReadOnce, .. settings], ContentRootPath = ContentRoot() });
        builder.Services.AddSingleton(now is { } time ? new ShiftedClock(time) : TimeProvider.System);
        Credentials.Add(builder.Configuration);
        AddRooms(builder.Services);
        LogSetup.Apply(builder.Logging, builder.Configuration);
        SettingsCheck.Read(builder.Configuration, Sections(builder.Services));
        return builder;
    }

    /// <summary>The sections of the settings, of all rooms.</summary>
    public static IReadOnlyList<SettingsSection> Sections() => Sections(AddRooms(new ServiceCollection()));

    private static List<SettingsSection> Sections(IServiceCollection services) =>
        [.. services.Where(service => service.ServiceType == typeof(SettingsSection))
            .Select(service => (SettingsSection)service.ImplementationInstance!)];

    public static IServiceCollection AddRooms(IServiceCollection services) => services
        .AddStorage()
        .AddEvents()
        .AddPapers()
        .AddTopics()
        .AddSubscribers()
        .AddDigests()
        .AddDelivery()
        .AddBounces()
        .AddToday()
        .AddWeb()
        .AddRounds()
        .AddScheduleSettings()
        .AddTelemetrySettings()
        .AddSingleton<TodayBoard>();

    /// <summary>
    /// The folder that the operator names, else the current directory if an appsettings.json is in it, else the folder
    /// of the program.
    /// </summary>
    private static string ContentRoot()
    {
        var here = Directory.GetCurrentDirectory();
        return Environment.GetEnvironmentVariable("DOTNET_CONTENTROOT") is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : File.Exists(Path.Combine(here, "appsettings.json")) ? here : AppContext.BaseDirectory;
    }
}
