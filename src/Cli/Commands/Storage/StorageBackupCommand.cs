using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Storage.Backups;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Storage;

/// <summary><c>storage backup</c>: the whole installation in one file, while the service works.</summary>
internal sealed class StorageBackupCommand : OneShotCommand
{
    private readonly Argument<string?> file = new("FILE")
    {
        Description = "The file to write; it must not exist yet. Without it, one is added to Storage:Backups:Folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public StorageBackupCommand(IReadOnlyList<string> settings)
        : base(settings, "backup",
            "Write subscribers, consents, history, outbox and link keys into one file while the service works. "
            + "It holds personal data and keys, so keep it as safe as the database. PostgreSQL needs pg_dump.",
            "digestmailer storage backup /backup/digestmailer.backup") => Arguments.Add(file);

    protected override bool OpensDatabase => false;

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var written = await session.ProgressAsync("Backing up", null,
            _ => WriteAsync(session, arguments.GetValue(file), cancel));
        var bytes = new FileInfo(written).Length;
        session.Show(new { file = written, bytes },
            console =>
                console.WriteLine($"{written} written, {bytes:N0} bytes. It holds personal data and link keys."));
        return ExitCode.Done;
    }

    private static async Task<string> WriteAsync(Session session, string? file, CancellationToken cancel)
    {
        if (file is not null)
        {
            await session.Get<Backup>().WriteAsync(file, cancel);
            return Path.GetFullPath(file);
        }

        return await session.Get<NightlyBackup>().WriteAsync(cancel)
            ?? throw new RefusedException("Name a FILE, or set Storage:Backups:Folder.");
    }
}
