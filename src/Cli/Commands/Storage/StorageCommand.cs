using System.CommandLine;

namespace DigestMailer.Cli.Commands.Storage;

/// <summary><c>storage</c>: the database of the installation.</summary>
internal sealed class StorageCommand : Command
{
    public StorageCommand(IReadOnlyList<string> settings)
        : base("storage", "Back up, restore, check, move and tidy the database of the installation.")
    {
        Subcommands.Add(new StorageBackupCommand(settings));
        Subcommands.Add(new StorageRestoreCommand(settings));
        Subcommands.Add(new StorageCheckCommand(settings));
        Subcommands.Add(new StorageMoveCommand(settings));
        Subcommands.Add(new StorageTidyCommand(settings));
    }
}
