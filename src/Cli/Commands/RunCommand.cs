using System.CommandLine;
using DigestMailer.Service.Running;

namespace DigestMailer.Cli.Commands;

/// <summary><c>run</c>: the service, with its pages, schedule and delivery, until it is told to stop.</summary>
internal sealed class RunCommand : Command
{
    public RunCommand(IReadOnlyList<string> settings)
        : base("run",
            "Run the service: pages, schedule and delivery. This is the default command. SIGHUP makes it read settings "
            + "and templates again.\n\n"
            + "Example:\n  digestmailer run --urls=http://localhost:5000")
    {
        Options.Add(GlobalOptions.Urls);
        SetAction(async (arguments, cancel) =>
        {
            using var reload = new Reload().OnSignal();
            return await ServiceRun.UntilStoppedAsync(new ServiceWish
            {
                Settings = () => [.. settings, .. GlobalOptions.UrlsSetting(arguments)],
                Now = arguments.GetValue(GlobalOptions.Now),
            }, reload, cancel);
        });
    }
}
