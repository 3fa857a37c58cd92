using System.CommandLine;
using DigestMailer.Storage.Backups;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Storage;

/// <summary><c>storage check</c>: whether all of the database can be read.</summary>
internal sealed class StorageCheckCommand(IReadOnlyList<string> settings)
    : OneShotCommand(settings, "check", "Read the whole database and name what is damaged. Nothing is changed.",
        "digestmailer storage check")
{
    protected override bool OpensDatabase => false;

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var faults = await session.ProgressAsync("Checking", null, _ => session.Get<Backup>().CheckAsync(cancel));
        session.Show(new { faults }, console =>
        {
            foreach (var line in faults.DefaultIfEmpty("The database is sound."))
            {
                console.WriteLine(line);
            }
        });
        return faults.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }
}
