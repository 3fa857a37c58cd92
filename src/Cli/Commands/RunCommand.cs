using System.CommandLine;
using DigestMailer.Digests.Mail;
using DigestMailer.Service;
using DigestMailer.Settings;
using DigestMailer.Storage;
using DigestMailer.Web;
using DigestMailer.Web.Gallery;
using Microsoft.Extensions.Options;

namespace DigestMailer.Cli.Commands;

/// <summary><c>run</c>: the service, with its pages, schedule and delivery, until it is told to stop.</summary>
internal sealed class RunCommand : Command
{
    private readonly IReadOnlyList<string> settings;

    public RunCommand(IReadOnlyList<string> settings)
        : base("run",
            "Run the service: pages, schedule and delivery. This is the default command.\n\n"
            + "Example:\n  digestmailer run --urls=http://localhost:5000")
    {
        this.settings = settings;
        Options.Add(GlobalOptions.Urls);
        SetAction(ActAsync);
    }

    private async Task<int> ActAsync(ParseResult arguments, CancellationToken cancel)
    {
        try
        {
            var builder = Application.Builder([.. settings, .. GlobalOptions.UrlsSetting(arguments)],
                arguments.GetValue(GlobalOptions.Now));
            var roles = SettingsReader.Read<ServiceOptions>(builder.Configuration, "Service").Asked;
            builder.Services.AddSchedule(builder.Configuration, roles);
            builder.Services.AddSingleton<StartReport>();
            // One SMTP transaction may take as long as its time limit; a stop waits for the message in hand.
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(150));
            await using var app = builder.Build();
            Map(app, roles);
            Check(app);
            await RunAsync(app, roles, cancel);
            return ExitCode.Done;
        }
        catch (Exception fault) when (OneShotCommand.Explain(fault) is { } line)
        {
            await Console.Error.WriteLineAsync($"digestmailer: {line}");
            return ExitCode.Refused;
        }
    }

    /// <summary>Without the pages a process still answers whether it lives.</summary>
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

    private static async Task RunAsync(WebApplication app, ServiceRoles roles, CancellationToken cancel)
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
        await app.WaitForShutdownAsync(cancel);
    }
}
