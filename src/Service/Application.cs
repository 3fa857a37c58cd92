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

    /// <summary>Everything, with the pages and the schedule.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A setting is unknown or cannot be read.
    /// </exception>
    public static WebApplicationBuilder Builder(IReadOnlyList<string> settings, DateTimeOffset? now)
    {
        var builder =
            WebApplication.CreateBuilder(
                new WebApplicationOptions { Args = [ReadOnce, .. settings], ContentRootPath = ContentRoot() });
        AddRooms(builder.Services);
        Complete(builder, now);
        return builder;
    }

    /// <summary>
    /// What a command needs that acts once: no pages and no schedule, whose packages alone took half the start of a
    /// command that finds nothing to do.
    /// </summary>
    /// <inheritdoc cref="Builder" path="/exception"/>
    public static HostApplicationBuilder CommandBuilder(IReadOnlyList<string> settings, DateTimeOffset? now)
    {
        // The same sources of settings in the same order as those of the web host.
        var configuration = new ConfigurationManager();
        configuration.AddEnvironmentVariables("ASPNETCORE_");
        var builder =
            new HostApplicationBuilder(
                new HostApplicationBuilderSettings
                {
                    Args = [ReadOnce, .. settings],
                    ContentRootPath = ContentRoot(),
                    Configuration = configuration,
                });
        AddRoomsOfCommands(builder.Services);
        Complete(builder, now);
        return builder;
    }

    private static void Complete(IHostApplicationBuilder builder, DateTimeOffset? now)
    {
        builder.Services.AddSingleton(now is { } time ? new ShiftedClock(time) : TimeProvider.System);
        Credentials.Add(builder.Configuration);
        LogSetup.Apply(builder.Logging, builder.Configuration);
        SettingsCheck.Read((IConfigurationRoot)builder.Configuration, Sections(builder.Services));
    }

    /// <summary>The sections of the settings, of all rooms.</summary>
    public static IReadOnlyList<SettingsSection> Sections() => Sections(AddRoomsOfCommands(new ServiceCollection()));

    private static List<SettingsSection> Sections(IServiceCollection services) =>
        [.. services.Where(service => service.ServiceType == typeof(SettingsSection))
            .Select(service => (SettingsSection)service.ImplementationInstance!)];

    public static IServiceCollection AddRooms(IServiceCollection services) =>
        AddRoomsOfCommands(services).AddWeb().AddRounds();

    private static IServiceCollection AddRoomsOfCommands(IServiceCollection services) => services
        .AddStorage()
        .AddEvents()
        .AddPapers()
        .AddTopics()
        .AddSubscribers()
        .AddDigests()
        .AddDelivery()
        .AddBounces()
        .AddToday()
        .AddWebRecords()
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
        var root = Environment.GetEnvironmentVariable("DOTNET_CONTENTROOT") is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Exists(Path.Combine(here, "appsettings.json")) ? here : AppContext.BaseDirectory;
        // The framework would take it for a file that is not there.
        return Directory.Exists(Path.Combine(root, "appsettings.json"))
            ? throw new RefusedException($"{Path.Combine(root, "appsettings.json")} is a folder; settings are in a "
                + "file of that name.")
            : root;
    }
}
