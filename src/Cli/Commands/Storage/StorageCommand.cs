using System.CommandLine;

namespace DigestMailer.Cli.Commands.Storage;

/// <summary><c>storage</c>: the database of the installation.</summary>
internal sealed class StorageCommand : Command
{
    public StorageCommand(IReadOnlyList<string> settings)
        : base("storage", "Move the installation to PostgreSQL, and forget what is old.")
    {
        Subcommands.Add(new StorageMoveCommand(settings));
        Subcommands.Add(new StorageTidyCommand(settings));
    }
}
