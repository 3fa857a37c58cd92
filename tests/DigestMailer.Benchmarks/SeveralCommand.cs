using System.CommandLine;
using System.Diagnostics;
using Dapper;
using DigestMailer.Planning;
using DigestMailer.Storage;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace DigestMailer.Benchmarks;

/// <summary>
/// <c>several</c>: what planning costs for readers with two digests each, next to as many digests of readers with one.
/// </summary>
internal sealed class SeveralCommand : Command
{
    private readonly Option<int> readers =
        new("--readers") { Description = "Readers with two digests.", DefaultValueFactory = _ => 100_000 };
    private readonly Option<int> sets =
        new("--sets") { Description = "Topic sets.", DefaultValueFactory = _ => 200 };

    public SeveralCommand()
        : base("several", "Planning for readers with two digests, next to as many digests of readers with one.")
    {
        Options.Add(readers);
        Options.Add(sets);
        SetAction(ActAsync);
    }

    private async Task<int> ActAsync(ParseResult arguments, CancellationToken cancel)
    {
        var table = new Table().AddColumns("database", "readers", "digests", "CPU seconds", "seconds");
        var (count, topics) = (arguments.GetValue(readers), arguments.GetValue(sets));
        await RunAsync(table, "SQLite", null, count, topics);
        if (PostgresHere.IsInstalled)
        {
            using var one = new PostgresHere();
            using var two = new PostgresHere();
            await RunAsync(table, "PostgreSQL", (one.ConnectionString, two.ConnectionString), count, topics);
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static async Task RunAsync(Table table, string name, (string One, string Two)? servers, int count,
        int topics)
    {
        await using (var world = await World.MakeAsync(2 * count, topics, servers?.One))
        {
            await PlanAsync(table, $"{name}, one digest each", world, 2 * count);
        }

        await using (var world = await World.MakeAsync(2 * count, topics, servers?.Two))
        {
            await JoinAsync(world, count);
            await PlanAsync(table, $"{name}, two digests each", world, count);
        }
    }

    /// <summary>The second half of the rows becomes a further digest of the first half each.</summary>
    private static Task<int> JoinAsync(World world, int count) => world.Database.WriteAsync(async transaction =>
    {
        await transaction.ExecuteAsync(
            """
            UPDATE subscribers SET reader_id = id - @count, digest = 'Further' WHERE id > @count;
            UPDATE subscriptions SET breadth = 1,
                reader_id = CASE WHEN subscriber_id > @count THEN subscriber_id - @count ELSE subscriber_id END;
            """,
            new { count });
        return 0;
    });

    /// <summary>Plans until nobody waits, with the mail gone after each plan.</summary>
    private static async Task PlanAsync(Table table, string name, World world, int readers)
    {
        await SettleAsync(world);
        var (cpu, watch, digests) = (TimeSpan.Zero, new Stopwatch(), 0);
        for (PlanReport? plan = null; plan is not { Digests: 0 };)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            watch.Start();
            plan = await world.Services.GetRequiredService<Planner>().PlanAsync();
            watch.Stop();
            cpu += Process.GetCurrentProcess().TotalProcessorTime - before;
            digests += plan.Digests;
            await world.ServedAsync();
        }

        AnsiConsole.MarkupLine($"{name}: {cpu.TotalSeconds:F2} s of CPU");
        table.AddRow(name, $"{readers:N0}", $"{digests:N0}", $"{cpu.TotalSeconds:F2}",
            $"{watch.Elapsed.TotalSeconds:F2}");
    }

    /// <summary>Leaves nothing of the filling to be cleared away while plans are measured.</summary>
    private static async Task SettleAsync(World world)
    {
        await using var connection = await world.Database.OpenAsync();
        var statements =
            world.Database.Dialect == Dialect.Postgres ? ["VACUUM (FULL, ANALYZE);", "CHECKPOINT;"]
                : new[] { "VACUUM;", "PRAGMA wal_checkpoint(TRUNCATE)" };
        foreach (var statement in statements)
        {
            await connection.ExecuteAsync(statement);
        }
    }
}
