using System.CommandLine;
using System.Globalization;
using DigestMailer.Topics.Meaning;
using Spectre.Console;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>
/// <c>meaning</c>: how well search, likes and taste find what readers judged, by words alone and with the table, and
/// what they cost.
/// </summary>
internal sealed class MeaningCommand : Command
{
    private readonly Option<string> data =
        new("--data") { Description = "The recorded data.", DefaultValueFactory = _ => RecordedData.Folder };
    private readonly Option<string> table = new("--table")
    {
        Description = "The table's file.",
        DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, MeaningOptions.ShippedTable),
    };

    public MeaningCommand()
        : base("meaning", "How well search, likes and taste find what readers judged, and what they cost.")
    {
        Options.Add(data);
        Options.Add(table);
        SetAction(Act);
    }

    private int Act(ParseResult arguments)
    {
        var (shipped, fault) = MeaningTable.Load(arguments.GetValue(table)!);
        if (shipped is null)
        {
            Console.Error.WriteLine(fault);
            return 1;
        }

        var folder = arguments.GetValue(data)!;
        var pool = MeaningPool.Read(folder);
        var shown = new Table().AddColumns("test", "words alone", "table and words", "at least");
        var (words, both) = (new MeaningQuality(pool, null), new MeaningQuality(pool, shipped));
        foreach (var (test, aim, measure) in MeaningQuality.Tests)
        {
            shown.AddRow(Markup.Escape(test), Number(measure(words)), Number(measure(both)), aim);
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 130);
        AnsiConsole.Write(shown);
        AnsiConsole.Write(AlertQuality.Table(folder, shipped));
        AnsiConsole.Write(CardQuality.Table(folder));
        AnsiConsole.Write(MeaningCost.Table(pool, shipped));
        return 0;
    }

    private static string Number(IReadOnlyList<double> values) =>
        string.Join(" / ", values.Select(value => value.ToString("0.###", CultureInfo.InvariantCulture)));
}
