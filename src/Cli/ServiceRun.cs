using DigestMailer.Digests.Mail;
using DigestMailer.Service;
using DigestMailer.Service.Health;
using DigestMailer.Settings;
using DigestMailer.Storage;
using DigestMailer.Web;
using DigestMailer.Web.Gallery;

namespace DigestMailer.Cli;

/// <summary>The service in this process, with its pages, schedule and delivery, until it is told to stop.</summary>
internal static class ServiceRun
{
    /// <returns>The exit code.</returns>
    public static async Task<int> UntilStoppedAsync(Wish wish, CancellationToken cancel)
    {
        try
        {
            var builder = Application.Builder(wish.Settings(), wish.Now);
            var roles = SettingsReader.Read<ServiceOptions>(builder.Configuration, "Service").Asked;
            builder.Services.AddSchedule(builder.Configuration, roles);
            builder.Services.AddReadiness(roles);
            builder.Services.AddSingleton<StartReport>();
            wish.Services(builder.Services);
            // One SMTP transaction may take as long as its time limit; a stop waits for the message in hand.
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(150));
            await using var app = builder.Build();
            Map(app, roles);
            Check(app);
            await wish.Prepare(app, cancel);
            await RunAsync(app, roles, wish, cancel);
            return ExitCode.Done;
        }
        catch (Exception fault) when (OneShotCommand.Explain(fault) is { } line)
        {
            await Console.Error.WriteLineAsync($"digestmailer: {line}");
            return ExitCode.Refused;
        }
    }

    /// <summary>Without the pages a process still answers whether it lives and is ready.</summary>
    private static void Map(WebApplication app, ServiceRoles roles)
    {
        if (roles.HasFlag(ServiceRoles.Web))
        {
            app.MapPages();
        }
        else
        {
            app.MapGet("/health/live", () => Results.Text("live"));
        }

        app.MapReadiness();
    }

    /// <summary>Before the host starts, so that a fault is one line and not a trace.</summary>
    private static void Check(WebApplication app)
    {
        SettingsCheck.Validate(app.Services);
        var listen = new ListenAddresses(app.Configuration);
        foreach (var fault in listen.Faults().Concat(listen.Taken().Select(taken => taken.Line)))
        {
            throw new RefusedException(fault);
        }

        app.Services.GetRequiredService<TemplateCheck>().Check();
        app.Services.GetRequiredService<PageCheck>().Check();
        app.Services.GetRequiredService<Database>().Migrate();
    }

    private static async Task RunAsync(WebApplication app, ServiceRoles roles, Wish wish, CancellationToken cancel)
    {
        var report = app.Services.GetRequiredService<StartReport>();
        report.Begin(roles);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (InvalidOperationException fault) when (fault.Message.Contains("HTTPS", StringComparison.Ordinal))
        {
            throw new RefusedException("An https address needs a certificate: set Kestrel:Certificates:Default:Path, "
                + "or let a proxy do https and listen on http.");
        }

        report.Ready(roles, app.Urls);
        wish.Ready(app);
        await app.WaitForShutdownAsync(cancel);
    }

    /// <summary>What a command wants of the service.</summary>
    internal sealed record Wish
    {
        /// <summary>Asked first; a fault that it throws is one line.</summary>
        public required Func<IReadOnlyList<string>> Settings { get; init; }

        /// <summary>The time as of which it runs; null means the real one.</summary>
        public DateTimeOffset? Now { get; init; }

        /// <summary>Adds to the services.</summary>
        public Action<IServiceCollection> Services { get; init; } = _ => { };

        /// <summary>Runs once the settings are valid and the database is up to date, before anything listens.</summary>
        public Func<WebApplication, CancellationToken, Task> Prepare { get; init; } = (_, _) => Task.CompletedTask;

        /// <summary>Runs once it listens.</summary>
        public Action<WebApplication> Ready { get; init; } = _ => { };
    }
}
