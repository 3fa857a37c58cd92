using System.Diagnostics;
using System.Globalization;
using Dapper;
using DigestMailer.Outbox;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Planning;
using DigestMailer.Service;
using DigestMailer.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Benchmarks;

/// <summary>
/// Days of an installation, slot by slot: a hundred papers each night, readers at seven in eight zones, each digest of
/// ten papers.
/// </summary>
internal sealed class Week : IAsyncDisposable
{
    private const int PapersADay = 100;
    private const int ChunkOfReaders = 50_000;
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Zones =
        ["Asia/Tokyo", "Asia/Shanghai", "Asia/Kolkata", "Europe/Berlin", "Europe/London", "America/Sao_Paulo",
            "America/New_York", "America/Los_Angeles"];
    private static readonly string[] Tables =
        ["outbox", "attempts", "digests", "digest_papers", "subscriptions", "subscribers"];

    private readonly string folder = Directory.CreateTempSubdirectory("digestmailer-week-").FullName;
    private readonly StepClock clock = new(Monday.AddDays(-1));
    private readonly WebApplication app;
    private readonly int readers;
    private readonly int sets;
    private readonly List<double> planning = [];

    /// <param name="postgres">A connection string, or null for SQLite.</param>
    public Week(int readers, int sets, string? postgres)
    {
        (this.readers, this.sets) = (readers, sets);
        var builder = Application.Builder(
        [
            $"--Storage:Provider={(postgres is null ? "Sqlite" : "Postgres")}",
            $"--Storage:ConnectionString={postgres ?? $"Data Source={folder}/week.db"}",
            "--Site:PostalAddress=1 Bench Road", "--Logging:LogLevel:Default=Warning",
        ], null);
        builder.Services.AddSingleton<TimeProvider>(clock);
        app = builder.Build();
    }

    private Database Database => app.Services.GetRequiredService<Database>();

    private bool IsPostgres => Database.Dialect == Dialect.Postgres;

    public async Task RunAsync(int days)
    {
        Database.Migrate();
        await FillAsync();
        Console.WriteLine(
            $"{Database.Dialect.Name}, {readers:N0} readers, {sets:N0} topic sets, {Zones.Length} zones, {days} days, "
                + $"{Environment.ProcessorCount} cores");
        Console.WriteLine($"before the first day: {await SizeAsync() / 1e6:F0} MB");
        for (var day = 0; day < days; day++)
        {
            await DayAsync(Monday.AddDays(day));
            Console.WriteLine(
                $"day {day + 1}: {await SizeAsync() / 1e6:F0} MB; planning a slot of {readers / Zones.Length:N0}: "
                    + $"{planning.TakeLast(Zones.Length).Order().ElementAt(Zones.Length / 2):F1} s (most "
                    + $"{planning.TakeLast(Zones.Length).Max():F1} s)");
        }

        await ReportAsync(days);
        await TidyAsync(8);
        await TidyAsync(31);
    }

    private Task FillAsync() => Database.WriteAsync(async transaction =>
    {
        await Database.BulkAsync(transaction, "topic_sets", "id,definition",
            Enumerable.Range(1, sets)
                .Select(i => new object?[] { i, $"{{\"topics\":[],\"queries\":[\"study OR x{i}\"]}}" }));
        for (var first = 1; first <= readers; first += ChunkOfReaders)
        {
            var chunk = Enumerable.Range(first, Math.Min(ChunkOfReaders, readers - first + 1)).ToList();
            await Database.BulkAsync(transaction, "subscribers", "id,email,address_hash,name,created_at",
                chunk.Select(i => new object?[] { i, $"reader{i}@example.com", $"{i:x32}", $"Reader {i}", 0 }));
            await Database.BulkAsync(transaction, "subscriptions",
                "subscriber_id,state,topic_set_id,every,at_minute,zone,max_papers,next_at,changed_at",
                chunk.Select(
                    i => new object?[] { i, "Confirmed", 1 + (i / Zones.Length % sets), "Day", 420, ZoneOf(i), 10,
                        SlotOf(ZoneOf(i), Monday).ToUnixTimeMilliseconds(), 0 }));
        }
    });

    private static string ZoneOf(int reader) => Zones[reader % Zones.Length];

    /// <summary>Seven in the morning of a local day.</summary>
    private static DateTimeOffset SlotOf(string zone, DateTimeOffset day)
    {
        var local = day.DateTime.AddHours(7);
        return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById(zone).GetUtcOffset(local))
            .ToUniversalTime();
    }

    private async Task DayAsync(DateTimeOffset day)
    {
        clock.Set(SlotOf(Zones[0], day).AddHours(-1));
        await app.Services.GetRequiredService<PaperStore>()
            .KeepAsync(SourceAnswer.Of(DateOnly.FromDateTime(day.Date), Papers(day)), "bench");
        foreach (var zone in Zones)
        {
            clock.Set(SlotOf(zone, day).AddMinutes(1));
            var watch = Stopwatch.StartNew();
            var plan = await app.Services.GetRequiredService<Planner>().PlanAsync();
            planning.Add(watch.Elapsed.TotalSeconds);
            if (Math.Abs(plan.Digests - (readers / Zones.Length)) > 1)
            {
                throw new InvalidOperationException($"{zone} on {day:d}: {plan}");
            }

            await DeliverAsync();
        }
    }

    private static List<Listing> Papers(DateTimeOffset day)
    {
        var random = new Random(day.DayOfYear);
        return [.. Enumerable.Range(0, PapersADay).Select(i => new Listing
        {
            Source = "bench",
            SourceId = $"{day:MMdd}-{i}",
            Edition = DateOnly.FromDateTime(day.Date),
            Title = string.Create(CultureInfo.InvariantCulture,
                $"Study {day.DayOfYear}-{i} of term{random.Next(2000)} with term{random.Next(2000)}"),
            Abstract = string.Join(' ', Enumerable.Range(0, 150).Select(_ => $"term{random.Next(2000)}")),
            Authors = ["Ada Quill", "Bo Nord", "Cy Vale"],
            Votes = random.Next(80),
            Url = $"https://example.org/{day:MMdd}-{i}",
        })];
    }

    /// <summary>What a delivery leaves in the database, claim and outcome, without the mail.</summary>
    private Task DeliverAsync() => Database.WriteAsync(async transaction =>
    {
        var values = new { now = clock.GetUtcNow() };
        await transaction.ExecuteAsync(
                "UPDATE outbox SET state = 'Taken', worker = 'bench-1-00000000000000000000000000000000', lease_until = "
                    + "@now, attempts = attempts + 1 WHERE state = 'Ready'", values);
        await transaction.ExecuteAsync(
                "UPDATE outbox SET state = 'Accepted', due_at = @now, relay = 'smtp.example.org:587', reply = '250 "
                    + "2.0.0 Ok: queued as 4ZxYbC1q2wz3e', done_at = @now, worker = NULL, lease_until = NULL WHERE "
                    + "state = 'Taken'", values);
    });

    private async Task ReportAsync(int days)
    {
        Console.WriteLine("| table | rows | rows a day | MB | MB a day |");
        Console.WriteLine("| --- | --- | --- | --- | --- |");
        foreach (var table in Tables)
        {
            var rows = await OneAsync($"SELECT count(*) FROM {table}");
            // The SQLite that comes with the program does not tell the size of a table.
            var bytes = IsPostgres ? await OneAsync($"SELECT pg_total_relation_size('{table}')") : (long?)null;
            Console.WriteLine(
                $"| {table} | {rows:N0} | {rows / days:N0} | {bytes / 1e6:F0} | {bytes / 1e6 / days:F1} |");
        }
    }

    /// <summary>Tidies up some days after the last, with the settings as they come.</summary>
    private async Task TidyAsync(int daysLater)
    {
        clock.Set(clock.GetUtcNow().AddDays(daysLater));
        var watch = Stopwatch.StartNew();
        var tidied = await app.Services.GetRequiredService<Retention>().TidyAsync();
        var took = watch.Elapsed;
        await using (var connection = await Database.OpenAsync())
        {
            await connection.ExecuteAsync("VACUUM", commandTimeout: 0);
        }

        Console.WriteLine(
            $"tidied {daysLater} days later in {took.TotalSeconds:F0} s: {tidied.Mails:N0} mails folded into "
                + $"{await OneAsync("SELECT count(*) FROM mail_days"):N0} counts, {tidied.Attempts:N0} attempts and "
                + $"{tidied.Digests:N0} digests forgotten; {await OneAsync("SELECT count(*) FROM digests"):N0} digests "
                + $"stay; {await SizeAsync() / 1e6:F0} MB");
    }

    private Task<long> SizeAsync() =>
        OneAsync(
            IsPostgres ? "SELECT pg_database_size(current_database())"
                : "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");

    private async Task<long> OneAsync(string sql)
    {
        await using var connection = await Database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(sql, commandTimeout: 0);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
