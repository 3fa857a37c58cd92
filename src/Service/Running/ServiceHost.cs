using DigestMailer.Digests.Mail;
using DigestMailer.Service.Health;
using DigestMailer.Service.Telemetry;
using DigestMailer.Settings;
using DigestMailer.Storage;
using DigestMailer.Web;
using DigestMailer.Web.Gallery;
using DigestMailer.Web.Reading;
using DigestMailer.Web.Site;
using Quartz;

namespace DigestMailer.Service.Running;

/// <summary>
/// One host of the service, made of what the settings and templates say when it is made, and checked before it starts.
/// A reload makes another, which takes over from it.
/// </summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    // One SMTP transaction may take as long as its time limit; a stop waits for the message in hand.
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(150);
    // While one host takes over from another nobody is served, so a slow reader is not waited for.
    private static readonly TimeSpan TakesOverWithin = TimeSpan.FromSeconds(5);

    private readonly WebApplication app;
    private readonly ServiceRoles roles;

    private ServiceHost(WebApplication app, ServiceRoles roles) => (this.app, this.roles) = (app, roles);

    public IServiceProvider Services => app.Services;

    /// <summary>Set when a signal says that the service is to end.</summary>
    public CancellationToken Stopping => app.Lifetime.ApplicationStopping;

    /// <param name="before">The one that runs now and has its addresses; null at the start.</param>
    /// <exception cref="RefusedException">What it was made of is rejected.</exception>
    public static async Task<ServiceHost> MakeAsync(ServiceWish wish, ServiceHost? before, CancellationToken cancel)
    {
        var builder = Application.Builder(wish.Settings(), wish.Now);
        var roles = SettingsReader.Read<ServiceOptions>(builder.Configuration, "Service").Asked;
        builder.Services.AddSchedule(builder.Configuration, roles);
        builder.Services.AddReadiness(roles);
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddSingleton<StartReport>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin);
        if (roles.HasFlag(ServiceRoles.Web))
        {
            builder.Services.AddHostedService<ShelfKeeper>();
        }

        wish.Services(builder.Services);
        if (before is not null)
        {
            // A clock that began at the time of --now goes on.
            builder.Services.AddSingleton(before.Services.GetRequiredService<TimeProvider>());
        }

        var host = new ServiceHost(builder.Build(), roles);
        try
        {
            host.Map();
            await host.CheckAsync(before);
            await (before is null ? wish.Prepare(host.app, cancel) : Task.CompletedTask);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Without the pages a process still answers whether it lives and is ready.</summary>
    private void Map()
    {
        MetricsDoor.Map(app);
        if (roles.HasFlag(ServiceRoles.Web))
        {
            app.MapPages();
        }
        else
        {
            app.MapRead("/health/live", () => Results.Text("live"));
        }

        app.MapReadiness();
    }

    /// <summary>Before the host starts, so that a fault is one line and not a trace.</summary>
    private async Task CheckAsync(ServiceHost? before)
    {
        SettingsCheck.Validate(app.Services);
        var listen = new ListenAddresses(app.Configuration);
        var ours = before is null ? [] : new ListenAddresses(before.app.Configuration).TakenPorts;
        foreach (var fault in listen.Faults().Concat(listen.Taken(ours).Select(taken => taken.Line)))
        {
            throw new RefusedException(fault);
        }

        await ListenTrial.RunAsync(app, listen);
        app.Services.GetRequiredService<TemplateCheck>().CheckOwn();
        app.Services.GetRequiredService<PageCheck>().CheckOwn();
        app.Services.GetRequiredService<Database>().Migrate();
    }

    public async Task StartAsync(ServiceWish wish, CancellationToken cancel)
    {
        var report = app.Services.GetRequiredService<StartReport>();
        report.Begin(roles);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (InvalidOperationException fault) when (ListenTrial.Explain(fault) is { } line)
        {
            throw new RefusedException(line);
        }

        report.Ready(roles, app.Urls);
        wish.Ready(app);
    }

    /// <summary>Stops all that it does; the message in hand is delivered first.</summary>
    public Task StopAsync() => app.StopAsync(CancellationToken.None);

    /// <summary>
    /// Stops it for another that takes over. Its pages answer until the message in hand is delivered.
    /// </summary>
    public async Task GiveWayAsync()
    {
        using (var patience = new CancellationTokenSource(StopsWithin))
        {
            foreach (var schedule in app.Services.GetServices<IHostedService>().OfType<QuartzHostedService>())
            {
                await schedule.StopAsync(patience.Token);
            }
        }

        using var soon = new CancellationTokenSource(TakesOverWithin);
        await app.StopAsync(soon.Token);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
