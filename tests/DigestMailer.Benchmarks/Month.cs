using System.Globalization;
using System.Text.Json;
using Dapper;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Service;
using DigestMailer.Service.Jobs;
using DigestMailer.Storage;
using DigestMailer.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Quartz;

namespace DigestMailer.Benchmarks;

/// <summary>
/// Days of the service on a clock that is set: an archive of a month, new papers every few hours, a digest a day for
/// each reader, tidying up at night, and visitors all the time. After each day it is measured what the process holds.
/// </summary>
internal sealed class Month : IAsyncDisposable
{
    private const int StepsADay = 6;
    private const int PapersAStep = 20;
    private const int Readers = 500;
    private const int Sets = 40;
    private const int ArchiveDays = 31;
    private static readonly DateTimeOffset First = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("digestmailer-month-").FullName;
    private readonly StepClock clock = new(First.AddDays(-ArchiveDays));
    private readonly Random random = new(1);
    private readonly WebApplication app;
    private readonly List<object> today = [];

    public Month()
    {
        var builder = Application.Builder(
        [
            "--urls=http://127.0.0.1:0", $"--Storage:ConnectionString=Data Source={folder}/month.db",
            "--Site:PostalAddress=1 Bench Road", "--Delivery:From=Paper Morning <digest@example.org>",
            $"--Delivery:PickupFolder={Pickup}", "--Web:RequestsPerMinute=1000000",
            "--Papers:Sources:0:Name=lab", "--Papers:Sources:0:Kind=Json", $"--Papers:Sources:0:Path={Listed}",
        ], null);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPages();
    }

    private string Pickup => Path.Combine(folder, "outbox");

    private string Listed => Path.Combine(folder, "papers.json");

    private Database Database => app.Services.GetRequiredService<Database>();

    /// <param name="requests">Of visitors, after each gathering.</param>
    public async Task<IReadOnlyList<Footprint>> RunAsync(int days, int requests)
    {
        Database.Migrate();
        await FillAsync();
        await app.StartAsync();
        var address =
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var visitors = new Visitors(address, await KeysAsync());
        var measured = new List<Footprint>();
        for (var day = 1; day <= days; day++)
        {
            await DayAsync(First.AddDays(day - 1), visitors, requests);
            measured.Add(Footprint.Now(day));
            Console.WriteLine(measured[^1]);
        }

        Console.WriteLine(visitors);
        return measured;
    }

    private async Task FillAsync()
    {
        for (var day = First.AddDays(-ArchiveDays); day < First; day = day.AddDays(1))
        {
            clock.Set(day);
            await app.Services.GetRequiredService<PaperStore>().KeepAsync(SourceAnswer.Of(
                DateOnly.FromDateTime(day.Date), MadePapers.Of(random, day, StepsADay * PapersAStep)), "lab");
        }

        await Database.WriteAsync(async transaction =>
        {
            await Database.BulkAsync(transaction, "topic_sets", "id,definition", Enumerable.Range(1, Sets).Select(i =>
                new object?[] { i, $$"""{"topics":[],"queries":["{{MadePapers.Named(i)}} OR study"]}""" }));
            await Database.BulkAsync(transaction, "subscribers", "id,email,address_hash,name,created_at",
                Enumerable.Range(1, Readers).Select(i =>
                    new object?[] { i, $"reader{i}@example.com", $"{i:x32}", $"Reader {i}", 0 }));
            await Database.BulkAsync(transaction, "subscriptions",
                "subscriber_id,state,topic_set_id,every,at_minute,zone,max_papers,next_at,changed_at",
                Enumerable.Range(1, Readers).Select(i => new object?[] { i, "Confirmed", 1 + (i % Sets), "Day", 420,
                    "UTC", 10, First.AddHours(7).ToUnixTimeMilliseconds(), 0 }));
        });
    }

    private async Task<IReadOnlyList<string>> KeysAsync()
    {
        await using var connection = await Database.OpenAsync();
        return (await connection.QueryAsync<string>("SELECT key FROM papers ORDER BY id")).AsList();
    }

    private async Task DayAsync(DateTimeOffset day, Visitors visitors, int requests)
    {
        today.Clear();
        for (var step = 0; step < StepsADay; step++)
        {
            clock.Set(day.AddHours(24.0 / StepsADay * step).AddMinutes(1));
            await PublishAsync(day);
            await RunAsync<GatherJob>();
            await RunAsync<PlanJob>();
            await app.Services.GetRequiredService<DeliverJob>().Execute(null!, CancellationToken.None);
            await visitors.ComeAsync(requests, DateOnly.FromDateTime(day.Date));
        }

        await RunAsync<PurgeJob>();
        if (Directory.Exists(Pickup))
        {
            Directory.Delete(Pickup, recursive: true);
        }
    }

    private ValueTask RunAsync<TJob>()
        where TJob : IJob => ActivatorUtilities.CreateInstance<TJob>(app.Services).Execute(null!, default);

    /// <summary>The list of the day as it grows.</summary>
    private Task PublishAsync(DateTimeOffset day)
    {
        today.AddRange(MadePapers.Of(random, day, PapersAStep).Select(paper => (object)new
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{day:MMdd}-{today.Count}-{paper.SourceId}"),
            title = paper.Title,
            @abstract = paper.Abstract,
            authors = paper.Authors,
            votes = paper.Votes,
            url = paper.Url,
        }));
        return File.WriteAllTextAsync(Listed,
            JsonSerializer.Serialize(
                new { edition = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), papers = today }));
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
