using System.CommandLine;
using DigestMailer.Planning;
using DigestMailer.Storage.Backups;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Storage;

/// <summary><c>storage restore</c>: fills an empty database from a backup.</summary>
internal sealed class StorageRestoreCommand : OneShotCommand
{
    private readonly Argument<string> file = new("FILE") { Description = "A file that storage backup wrote." };

    private readonly Option<bool> resume = new("--resume")
    {
        Description = "Nothing was sent after the backup: send what was open or due then. "
            + "If something was sent, subscribers get it twice.",
    };

    public StorageRestoreCommand(IReadOnlyList<string> settings)
        : base(settings, "restore",
            "Fill the database of the settings from a backup. It must be absent (SQLite) or empty (PostgreSQL), and "
            + "the service stopped. A backup of SQLite can be restored onto PostgreSQL.\n"
            + "Mail that was open in the backup, and slots since then, count as sent, because they may have been sent "
            + "after the backup.",
            "digestmailer storage restore /backup/digestmailer.backup")
    {
        Arguments.Add(file);
        Options.Add(resume);
    }

    protected override bool OpensDatabase => false;

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var (from, settled) = (arguments.GetValue(file)!, new SettledMail(0, 0));
        var after = session.Get<AfterRestore>();
        await session.ProgressAsync("Restoring", null, async _ =>
        {
            await session.Get<Backup>().RestoreAsync(from, async restored =>
                settled = arguments.GetValue(resume) ? settled : await after.SettleAsync(restored, cancel), cancel);
            return true;
        });
        session.Show(new { file = from, settled.Cancelled, settled.Skipped }, console => Show(console, from, settled));
        return ExitCode.Done;
    }

    private static void Show(IAnsiConsole console, string from, SettledMail settled)
    {
        console.WriteLine($"{from} restored.");
        if (settled.Cancelled > 0)
        {
            console.WriteLine($"{settled.Cancelled} mails were open in the backup and count as sent. List them with "
                + "\"outbox list --state Cancelled\"; \"outbox retry\" sends one of them.");
        }

        if (settled.Skipped > 0)
        {
            console.WriteLine($"{settled.Skipped} subscribers were due between the backup and now. "
                + "Their next digest comes at their next slot, with papers gathered from now on.");
        }
    }
}
