using System.CommandLine;

namespace DigestMailer.Cli.Commands.Keys;

/// <summary><c>keys api</c>: the keys of programs that use the HTTP API.</summary>
internal sealed class KeysApiCommand : Command
{
    public KeysApiCommand(IReadOnlyList<string> settings)
        : base("api",
            "Add, list and remove the keys of programs that use the HTTP API, which is on while there are any.")
    {
        Subcommands.Add(new KeysApiAddCommand(settings));
        Subcommands.Add(new KeysApiListCommand(settings));
        Subcommands.Add(new KeysApiRemoveCommand(settings));
    }
}
