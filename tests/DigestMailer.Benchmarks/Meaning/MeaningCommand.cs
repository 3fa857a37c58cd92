using System.CommandLine;
using System.Globalization;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Meaning;
using Spectre.Console;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>
/// <c>meaning</c>: how well search, likes and taste find what readers judged, by words alone and with the table, and
/// what they cost.
/// </summary>
internal sealed class MeaningCommand : Command
{
    private static readonly Dictionary<string, Func<string, MeaningTable, Table>> Parts = new(StringComparer.Ordinal)
    {
        ["quality"] = (folder, table) => Quality(MeaningPool.Read(folder), table),
        ["others"] = Others,
        ["alerts"] = AlertQuality.Table,
        ["trend"] = (folder, _) => TrendQuality.Table(folder),
        ["cards"] = (folder, _) => CardQuality.Table(folder),
        ["cost"] = (folder, table) => MeaningCost.Table(MeaningPool.Read(folder), table),
    };

    private readonly Option<string[]> only =
        new("--only") { Description = "Which of " + string.Join(", ", Parts.Keys) + "; all if left out." };
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
        only.AcceptOnlyFromAmong([.. Parts.Keys]);
        Options.Add(only);
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

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 130);
        foreach (var part in arguments.GetValue(only) is { Length: > 0 } chosen ? chosen : [.. Parts.Keys])
        {
            AnsiConsole.Write(Parts[part](arguments.GetValue(data)!, shipped));
        }

        return 0;
    }

    private static Table Quality(IReadOnlyList<PoolPaper> pool, MeaningTable table)
    {
        var shown = new Table().AddColumns("test", "words alone", "latent and words", "table and words", "at least");
        var latent = LatentMeaning.Fit([.. pool.Select(paper => (paper.Title, paper.Abstract))]);
        var (words, own, both) = (new MeaningQuality(pool, null), new MeaningQuality(pool, latent),
            new MeaningQuality(pool, table));
        foreach (var (test, aim, measure) in MeaningQuality.Tests)
        {
            shown.AddRow(Markup.Escape(test), Number(measure(words)), Number(measure(own)), Number(measure(both)),
                aim);
        }

        return shown;
    }

    /// <summary>By papers that judge nothing: weights are chosen by these.</summary>
    private static Table Others(string folder, MeaningTable table)
    {
        var pool = MeaningPool.Others(folder);
        var shown = new Table().AddColumns($"{pool.Count:N0} other arXiv papers", "table and words");
        var both = new MeaningQuality(pool, table);
        foreach (var (test, _, measure) in MeaningQuality.OfArxiv)
        {
            shown.AddRow(Markup.Escape(test), Number(measure(both)));
        }

        return shown;
    }

    private static string Number(IReadOnlyList<double> values) =>
        string.Join(" / ", values.Select(value => value.ToString("0.###", CultureInfo.InvariantCulture)));
}
