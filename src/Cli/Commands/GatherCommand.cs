using System.CommandLine;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using Spectre.Console;

namespace DigestMailer.Cli.Commands;

/// <summary><c>gather</c>: fetch papers now.</summary>
internal sealed class GatherCommand : OneShotCommand
{
    private readonly Option<string?> source =
        new("--source") { Description = "Only this source, by its name in the settings.", HelpName = "NAME" };
    private readonly Option<DateOnly?> date = GlobalOptions.Day("--date", "The edition to fetch; today's if left out.");

    public GatherCommand(IReadOnlyList<string> settings)
        : base(settings, "gather",
            "Fetch papers now from the sources in the settings. A source that fails does not stop the others.",
            "digestmailer gather --source huggingface --date 2025-08-08")
    {
        Options.Add(source);
        Options.Add(date);
    }

    protected override async Task<int> ActAsync(Session session, ParseResult arguments, CancellationToken cancel)
    {
        var (only, day) = (arguments.GetValue(source), arguments.GetValue(date));
        var result = await session.ProgressAsync("Gathering", null, _ => only is null && day is null
            ? session.Get<GatheringRounds>().GatherAsync(cancel)
            : session.Get<Gatherer>().GatherAsync(only, day, cancel));
        session.Show(result, console => Print(console, result));
        foreach (var failed in result.Sources.Where(report => report.Error is not null))
        {
            Session.Say($"{failed.Name}: {failed.Error}");
        }

        return result.Sources.Count > 0
            && result.Sources.All(report => report.State is SourceState.Failed or SourceState.Refused)
            ? ExitCode.Refused : ExitCode.Done;
    }

    private static void Print(IAnsiConsole console, GatherResult result)
    {
        var table = new Table().AddColumns("source", "state", "listed", "new");
        foreach (var report in result.Sources)
        {
            table.AddRow(Markup.Escape(report.Name), report.State.ToString().ToLowerInvariant(), $"{report.Listed}",
                $"{report.New}");
        }

        console.Write(table);
        console.WriteLine($"{result.Papers} new papers");
    }
}
