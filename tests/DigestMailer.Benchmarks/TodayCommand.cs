using System.CommandLine;
using System.Diagnostics;
using DigestMailer.Service;
using DigestMailer.Storage;
using DigestMailer.Today;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace DigestMailer.Benchmarks;

/// <summary>
/// <c>today</c>: how long the report of the day takes for many readers who all have a mail of today, when it is
/// counted and while a few thousand mails are not yet.
/// </summary>
internal sealed class TodayCommand : Command
{
    private const int Sets = 200;
    private const int Domains = 100_000;
    private const int Uncounted = 9_000;
    private const int Times = 15;

    private readonly Option<int> readers =
        new("--readers") { Description = "Readers with a mail of today.", DefaultValueFactory = _ => 1_000_000 };

    public TodayCommand()
        : base("today", "How long the report of the day takes for many readers.")
    {
        Options.Add(readers);
        SetAction(ActAsync);
    }

    private async Task<int> ActAsync(ParseResult arguments, CancellationToken cancel)
    {
        var table = new Table().AddColumns("database", "readers", "to count", "median ms", "slowest ms");
        await RunAsync(table, "SQLite", null, arguments.GetValue(readers), cancel);
        if (PostgresHere.IsInstalled)
        {
            using var server = new PostgresHere();
            await RunAsync(table, "PostgreSQL", server.ConnectionString, arguments.GetValue(readers), cancel);
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static async Task RunAsync(Table table, string name, string? server, int count, CancellationToken cancel)
    {
        await using var world = await World.MakeAsync(count, Sets, server);
        await FillAsync(world, 1, count);
        var watch = Stopwatch.StartNew();
        await world.Services.GetRequiredService<MailFigures>().CountAsync(cancel);
        AnsiConsole.MarkupLine($"{name}: counted once in {watch.Elapsed.TotalSeconds:F1} s");
        await MeasureAsync(table, name, world, count, 0, cancel);
        await world.Database.WriteAsync(transaction => transaction.ExecuteAsync(
            "UPDATE outbox SET state = 'Accepted', done_at = @now WHERE state = 'Ready' AND subscriber_id <= @last",
            new { now = World.Now.ToUnixTimeMilliseconds() + 1000, last = Uncounted * 100 }), cancel);
        await MeasureAsync(table, name, world, count, Uncounted, cancel);
    }

    /// <summary>A mail of today for each, of which one in a hundred waits and one was rejected.</summary>
    private static Task<int> FillAsync(World world, int first, int last) =>
        world.Database.WriteAsync(async transaction =>
    {
        var (slot, done) = (World.Slot.ToUnixTimeMilliseconds(), World.Slot.ToUnixTimeMilliseconds() + 30_000);
        await transaction.ExecuteAsync(
            $"""
            UPDATE subscribers SET email = 'reader' || id || '@example' || (id % {Domains}) || '.com';
            INSERT INTO digests(id, kind, topic_set_id, every, slot, window_from, matched, created_at)
            SELECT id, 'Digest', id, 'Day', @slot, @slot, 0, @slot FROM topic_sets;
            """,
            new { slot });
        return await transaction.ExecuteAsync(
            """
            INSERT INTO outbox(subscriber_id, slot, kind, digest_id, state, priority, due_at, expires_at, done_at)
            SELECT subscriber_id, @slot, 'Digest', topic_set_id,
                CASE subscriber_id % 100 WHEN 0 THEN 'Ready' WHEN 1 THEN 'Rejected' ELSE 'Accepted' END, 2, @slot,
                @slot + 72000000, CASE WHEN subscriber_id % 100 = 0 THEN NULL ELSE @done END
            FROM subscriptions WHERE subscriber_id BETWEEN @first AND @last ORDER BY subscriber_id
            """,
            new { slot, done, first, last });
    });

    private static async Task MeasureAsync(Table table, string name, World world, int count, int uncounted,
        CancellationToken cancel)
    {
        if (world.Database.Dialect == Dialect.Postgres)
        {
            await world.Database.WriteAsync(transaction => transaction.ExecuteAsync("ANALYZE;"), cancel);
        }

        var board = world.Services.GetRequiredService<TodayBoard>();
        await board.ReadAsync(cancel);
        var times = new List<double>();
        for (var time = 0; time < Times; time++)
        {
            var watch = Stopwatch.StartNew();
            await board.ReadAsync(cancel);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        table.AddRow(name, $"{count:N0}", $"{uncounted:N0}", $"{times[Times / 2]:F0}", $"{times[^1]:F0}");
    }
}
