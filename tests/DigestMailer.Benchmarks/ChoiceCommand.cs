using System.CommandLine;
using System.Diagnostics;
using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Planning;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using DigestMailer.Topics.Index;
using DigestMailer.Topics.Queries;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace DigestMailer.Benchmarks;

/// <summary>
/// <c>choice</c>: papers gathered and queries run a second, and what a reader costs whose topics others have too.
/// </summary>
internal sealed class ChoiceCommand : Command
{
    private readonly Option<int> papers =
        new("--papers") { Description = "Papers in play.", DefaultValueFactory = _ => 5000 };
    private readonly Option<int> queries =
        new("--queries") { Description = "Distinct queries.", DefaultValueFactory = _ => 2000 };
    private readonly Option<int> readers =
        new("--readers") { Description = "Readers with the same topics.", DefaultValueFactory = _ => 10_000 };

    public ChoiceCommand()
        : base("choice",
            "Papers gathered and distinct queries run a second, and the cost of the first and the last reader with the "
                + "same topics, on both databases.")
    {
        foreach (var option in new Option[] { papers, queries, readers })
        {
            Options.Add(option);
        }

        SetAction(ActAsync);
    }

    private async Task<int> ActAsync(ParseResult arguments, CancellationToken cancel)
    {
        var rates = new Table().AddColumns("what", "count", "seconds", "a second", "CPU seconds");
        var costs =
            new Table()
                .AddColumns("database", "readers with the same topics", "query evaluations", "statements", "digests",
                    "plan, ms", "ms a reader");
        await RunAsync("SQLite", null, arguments, rates, costs);
        if (PostgresHere.IsInstalled)
        {
            using var server = new PostgresHere();
            await RunAsync("PostgreSQL", server.ConnectionString, arguments, rates, costs);
        }

        AnsiConsole.Write(rates);
        AnsiConsole.Write(costs);
        return 0;
    }

    private async Task RunAsync(string name, string? postgres, ParseResult arguments, Table rates, Table costs)
    {
        await using var world = World.Open(postgres);
        world.Database.Migrate();
        var listings = MadePapers.Listings(arguments.GetValue(papers));
        var store = world.Services.GetRequiredService<PaperStore>();
        await MeasureAsync(rates, $"papers gathered, {name}", listings.Count,
            () => store.KeepAsync(SourceAnswer.Of(MadePapers.Day, listings), "bench"));
        await MeasureAsync(rates, $"the same again with new votes, {name}", listings.Count,
            () => store.KeepAsync(
                SourceAnswer.Of(MadePapers.Day,
                    listings.ConvertAll(listing => listing with { Votes = listing.Votes + 1 })), "bench"));
        if (postgres is null)
        {
            await QueriesAsync(rates, await store.InPlayAsync(DateTimeOffset.MinValue), arguments.GetValue(queries));
        }

        foreach (var count in new[] { 1, 100, arguments.GetValue(readers) })
        {
            await ReadersAsync(world, name, count, costs);
        }
    }

    private static async Task QueriesAsync(Table rates, IReadOnlyList<Paper> papers, int count)
    {
        var random = new Random(2);
        var parsed = Enumerable.Range(0, count).Select(i => TopicQuery.Parse(
            $"{MadePapers.Word(random)} OR \"{MadePapers.Word(random)} {MadePapers.Word(random)}\" "
                + $"title:{MadePapers.Word(random)} OR author:name{i} -{MadePapers.Named(1000 + i)}").Query!).ToList();
        TopicIndex? index = null;
        await MeasureAsync(rates, "papers indexed", papers.Count,
            () => Task.FromResult(index = TopicIndex.Build(papers)));
        await MeasureAsync(rates, $"distinct queries over {papers.Count:N0} papers", count,
            () => Task.FromResult(parsed.Sum(query => index!.Find(query).Count)));
        await MeasureAsync(rates, "the same queries again", count,
            () => Task.FromResult(parsed.Sum(query => index!.Find(query).Count)));
    }

    /// <summary>One plan for readers who follow what nobody followed before.</summary>
    private static async Task ReadersAsync(World world, string name, int count, Table costs)
    {
        var rhythm = new Rhythm(Every.Day, DayOfWeek.Monday, new TimeOnly(7, 0), TimeZoneInfo.Utc);
        var topics = TopicSet.Create([], [$"{MadePapers.Named(20)} OR {MadePapers.Named(50 + count)}"]);
        await world.Services.GetRequiredService<SubscriberStore>().EnrolAsync(
            [.. Enumerable.Range(0, count)
                .Select(
                    i => new Enrolment($"reader{i}of{count}@example.org", null,
                        new Wishes { Topics = topics, Rhythm = rhythm }, true, "bench", null))]);
        await world.DueAsync();
        var index = (await world.Services.GetRequiredService<PaperShelf>().SinceAsync(World.Now.AddDays(-3))).Index;
        var before = index.Evaluations;
        using var statements = new StatementCount();
        var watch = Stopwatch.StartNew();
        var plan = await world.Services.GetRequiredService<Planner>().PlanAsync();
        var spent = watch.Elapsed.TotalMilliseconds;
        costs.AddRow(name, $"{plan.Digests:N0}", $"{index.Evaluations - before}",
            world.Database.Dialect == Dialect.Postgres ? $"{statements.Count}" : "-",
            $"{await world.LatestDigestsAsync()}", $"{spent:F1}", $"{spent / count:F4}");
        await world.ServedAsync();
    }

    private static async Task MeasureAsync(Table table, string what, int count, Func<Task> work)
    {
        var (watch, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        await work();
        table.AddRow(what, $"{count:N0}", $"{watch.Elapsed.TotalSeconds:F2}",
            $"{count / watch.Elapsed.TotalSeconds:N0}",
            $"{(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:F2}");
    }
}
