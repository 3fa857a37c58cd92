using System.CommandLine;

namespace DigestMailer.Cli.Commands.Keys;

/// <summary><c>keys</c>: the secrets that sign.</summary>
internal sealed class KeysCommand : Command
{
    public KeysCommand(IReadOnlyList<string> settings)
        : base("keys",
            "List, rotate and revoke the keys that sign links; make those that sign mail, and those of the HTTP API.")
    {
        Subcommands.Add(new KeysListCommand(settings));
        Subcommands.Add(new KeysRotateCommand(settings));
        Subcommands.Add(new KeysRevokeCommand(settings));
        Subcommands.Add(new KeysDkimCommand(settings));
        Subcommands.Add(new KeysApiCommand(settings));
    }
}
