using System.CommandLine;
using DigestMailer.Digests.Mail;
using DigestMailer.Service;
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
            "Run the service: pages, schedule and delivery. This is what happens without a command.\n\nExample:\n  digestmailer run --urls=http://localhost:5000")
    {
        this.settings = settings;
        Options.Add(Urls);
        SetAction(ActAsync);
    }

    private Option<string?> Urls { get; } =
        new("--urls") { Description = "Addresses to listen on, parted by ;", HelpName = "URLS", Recursive = false };

    private async Task<int> ActAsync(ParseResult arguments, CancellationToken cancel)
    {
        try
        {
            var listen = arguments.GetResult(Urls) is null ? null : arguments.GetValue(Urls);
            var builder =
                Application.Builder([.. settings, .. listen is null ? Array.Empty<string>() : [$"--urls={listen}"]],
                    arguments.GetValue(GlobalOptions.Now));
            var roles = ServiceRolesSetting.Read(builder.Configuration);
            builder.Services.AddSchedule(builder.Configuration, roles);
            // One SMTP transaction may take as long as its time limit; a stop waits for the message in hand.
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(150));
            await using var app = builder.Build();
            Map(app, roles);
            // Before the host starts, so that a fault is one line and not a trace.
            app.Services.GetService<IStartupValidator>()?.Validate();
            app.Services.GetRequiredService<TemplateCheck>().Check();
            app.Services.GetRequiredService<PageCheck>().Check();
            app.Services.GetRequiredService<Database>().Migrate();
            await app.RunAsync(cancel);
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
}
