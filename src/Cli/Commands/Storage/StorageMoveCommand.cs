using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Storage.Moving;
using DigestMailer.Storage.Postgres;
using DigestMailer.Storage.Sqlite;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Storage;

/// <summary><c>storage move</c>: from SQLite to an empty PostgreSQL.</summary>
internal sealed class StorageMoveCommand : OneShotCommand
{
    private readonly Option<string> to = new("--to")
    {
        Description =
            "Connection string of an empty PostgreSQL database; the password best in PGPASSWORD or ~/.pgpass.",
        HelpName = "CONNECTION",
        Required = true,
    };

    public StorageMoveCommand(IReadOnlyList<string> settings)
        : base(settings, "move",
            "Move a SQLite installation to an empty PostgreSQL database, all of it or nothing. Stop the service "
                + "before. The SQLite file stays as it is.",
            "digestmailer storage move --to \"Host=db.example.org;Database=digestmailer;Username=digest\"") =>
            Options.Add(to);

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        if (session.Get<Database>() is not SqliteDatabase from)
        {
            throw new RefusedException(
                "Only a SQLite installation is moved, and Storage:Provider is Postgres already.");
        }

        await using var target = new PostgresDatabase(arguments.GetValue(to)!);
        var move = new StorageMove(from, target);
        var tables =
            await session.ProgressAsync("Moving", await move.CountAsync(cancel),
                progress => move.RunAsync(progress, cancel));
        var rows = tables.Sum(table => table.Rows);
        session.Show(new { rows, tables }, console => console.WriteLine(
            $"{rows} rows in {tables.Count} tables moved and counted. Now set Storage:Provider to Postgres and "
                + $"Storage:ConnectionString to the new database, and start nothing on the SQLite file any more: it "
                + $"would mail again what is mailed from there."));
        return ExitCode.Done;
    }
}
