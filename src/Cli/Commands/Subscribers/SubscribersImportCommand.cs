using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Imports;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers import</c>: many people from a CSV.</summary>
internal sealed class SubscribersImportCommand : OneShotCommand
{
    private readonly Argument<string> file =
        new("FILE.csv")
        {
            Description =
            $"Columns: {string.Join(", ", ColumnMap.Ours)}; only email is required. "
            + "Several topics or queries are separated by ;. Also reads the exports of other newsletter programs. "
            + "- reads standard input.",
        };
    private readonly Option<bool> confirmed =
        new("--confirmed")
        {
            Description =
            "Confirm the rows that name a proof of consent; the others stay pending and get nothing.",
        };
    private readonly Option<bool> resubscribe =
        new("--resubscribe")
        {
            Description =
            "Bring back people who left, even where the file has no consent that is newer. Only if they asked for it.",
        };
    private readonly Option<bool> dryRun =
        new("--dry-run") { Description = "Show what would become of each row, and store nothing." };

    public SubscribersImportCommand(IReadOnlyList<string> settings)
        : base(settings, "import",
            "Import subscribers. Bad rows are reported by line and left out; the good ones are kept.",
            "digestmailer subscribers import readers.csv --confirmed")
    {
        Arguments.Add(file);
        Options.Add(confirmed);
        Options.Add(resubscribe);
        Options.Add(dryRun);
    }

    private static async Task<byte[]> BytesAsync(string path, CancellationToken cancel)
    {
        if (path != "-")
        {
            return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancel)
                : throw new RefusedException($"There is no file {path}.");
        }

        using var read = new MemoryStream();
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(read, cancel);
        return read.ToArray();
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var path = arguments.GetRequiredValue(file);
        var consent = new ImportConsent(arguments.GetValue(confirmed), arguments.GetValue(resubscribe));
        var read = session.Get<SubscriberCsv>().Read(await BytesAsync(path, cancel), consent);
        // The bytes and the text of the file are garbage by now, three times its size; without this they would stay
        // until the end (100,000 rows: 223 MB at the most instead of 250).
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        read.Notes.ToList().ForEach(Session.Say);
        var dry = arguments.GetValue(dryRun);
        var ends =
            await session.ProgressAsync(dry ? "Checking" : "Importing", read.People.Count,
                progress => session.Get<SubscriberStore>().EnrolAsync(read.People, progress, keep: !dry, cancel));
        read.Faults.ForEach(Session.Say);
        Show(session, new ImportReport(ends, read.Faults.Count, dry), dry ? Rows(read, ends) : []);
        return read.Faults.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static List<ImportedRow> Rows(SubscriberFile read, IReadOnlyList<Enrolled> ends) =>
        [.. read.People.Zip(ends, ImportedRow.Of)];

    private static void Show(Session session, ImportReport report, List<ImportedRow> rows) =>
        session.Show(report with { Rows = report.DryRun ? rows : null }, console =>
        {
            foreach (var row in rows)
            {
                console.WriteLine($"line {row.Line}: {EmailAddress.Shown(row.Email)}"
                    + $"{(row.Digest is null ? "" : $" ({row.Digest})")}: {row.End}, {row.State}");
            }

            console.WriteLine(report.Line);
        });
}
