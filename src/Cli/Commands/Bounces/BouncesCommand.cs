using System.CommandLine;

namespace DigestMailer.Cli.Commands.Bounces;

/// <summary><c>bounces</c>: what comes back.</summary>
internal sealed class BouncesCommand : Command
{
    public BouncesCommand(IReadOnlyList<string> settings)
        : base("bounces", "Read the mail that comes back, and let delivery go on after it was stopped.")
    {
        Subcommands.Add(new BouncesReadCommand(settings));
        Subcommands.Add(new BouncesListCommand(settings));
        Subcommands.Add(new BouncesResetCommand(settings));
    }
}
