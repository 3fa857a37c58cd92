using System.CommandLine;

namespace DigestMailer.Cli.Commands.Suppressions;

/// <summary><c>suppressions</c>: the addresses that must not be mailed.</summary>
internal sealed class SuppressionsCommand : Command
{
    public SuppressionsCommand(IReadOnlyList<string> settings)
        : base("suppressions", "List, add and lift suppressions: addresses that must not be mailed.")
    {
        Subcommands.Add(new SuppressionsListCommand(settings));
        Subcommands.Add(new SuppressionsAddCommand(settings));
        Subcommands.Add(new SuppressionsLiftCommand(settings));
    }
}
