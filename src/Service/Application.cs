using DigestMailer.Bounces;
using DigestMailer.Delivery;
using DigestMailer.Digests;
using DigestMailer.Papers;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Web;

namespace DigestMailer.Service;

/// <summary>Puts the rooms together into one host, in the order of the flow.</summary>
internal static class Application
{
    // Settings are read at start. To see them change, the host would go through the whole folder with all that lies
    // below, such as a pickup folder.
    private const string ReadOnce = "--hostBuilder:reloadConfigOnChange=false";

    public static WebApplicationBuilder Builder(IReadOnlyList<string> settings, DateTimeOffset? now)
    {
        var builder =
            WebApplication.CreateBuilder(
                new WebApplicationOptions { Args = [ReadOnce, .. settings], ContentRootPath = ContentRoot() });
        builder.Services.AddSingleton(now is { } time ? new ShiftedClock(time) : TimeProvider.System);
        builder.Services
            .AddStorage()
            .AddPapers()
            .AddTopics()
            .AddSubscribers()
            .AddDigests()
            .AddDelivery()
            .AddBounces()
            .AddWeb();
        return builder;
    }

    /// <summary>
    /// The current directory where it holds an appsettings.json, else the folder of the program, so that neither is
    /// silently ignored.
    /// </summary>
    private static string ContentRoot() =>
        File.Exists(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json")) ? Directory.GetCurrentDirectory()
            : AppContext.BaseDirectory;
}
