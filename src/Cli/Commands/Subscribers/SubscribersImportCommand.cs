using System.CommandLine;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Spectre.Console;

namespace DigestMailer.Cli.Commands.Subscribers;

/// <summary><c>subscribers import</c>: many people from a CSV.</summary>
internal sealed class SubscribersImportCommand : OneShotCommand
{
    private readonly Argument<string> file =
        new("FILE.csv")
        {
            Description =
            "Columns: email, name, topics, queries (several parted by ;), every, at, zone, max, weekday, format, language, thumbnails, empty, consent; only email is required."
        };
    private readonly Option<bool> confirmed =
        new("--confirmed")
        {
            Description =
            "Confirm the rows whose consent column names a proof; the others stay pending."
        };

    public SubscribersImportCommand(IReadOnlyList<string> settings)
        : base(settings, "import",
            "Import subscribers. Bad rows are reported by line and left out; the good ones are kept.",
            "digestmailer subscribers import readers.csv --confirmed")
    {
        Arguments.Add(file);
        Options.Add(confirmed);
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var path = arguments.GetRequiredValue(file);
        if (!File.Exists(path))
        {
            throw new RefusedException($"There is no file {path}.");
        }

        using var text = new StreamReader(path);
        var (people, faults) = session.Get<SubscriberCsv>().Read(text, arguments.GetValue(confirmed));
        var enrolled =
            await session.ProgressAsync("Importing", people.Count,
                progress => session.Get<SubscriberStore>().EnrolAsync(people, progress, cancel));
        foreach (var fault in faults)
        {
            Session.Say(fault);
        }

        var result = new
        {
            added = enrolled.Count(one => one == Enrolled.Added),
            changed = enrolled.Count(one => one == Enrolled.Changed),
            suppressed = enrolled.Count(one => one == Enrolled.Suppressed),
            refused = faults.Count,
        };
        session.Show(result,
            console =>
                console.WriteLine(
                    $"{result.added} added, {result.changed} changed, {result.suppressed} suppressed, {result.refused} refused"));
        return faults.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }
}
