using System.Globalization;
using Dapper;
using DigestMailer.Cli;
using DigestMailer.Papers;
using DigestMailer.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Benchmarks;

/// <summary>An installation made for a benchmark: papers that every topic set finds, and confirmed readers who are due at one slot.</summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly DateTimeOffset Slot = new(2026, 1, 5, 7, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = Slot.AddMinutes(1);

    private const int ChunkOfReaders = 50_000;
    private static readonly string[] Words = [.. Enumerable.Range(0, 2000).Select(i => $"term{i}")];
    private readonly WebApplication app;

    private World(string folder, IReadOnlyList<string> settings)
    {
        Folder = folder;
        Settings = settings;
        app = Application.Builder(settings, Now).Build();
    }

    public string Folder { get; }

    /// <summary>What a command must be given to work on this installation.</summary>
    public IReadOnlyList<string> Settings { get; }

    public IServiceProvider Services => app.Services;

    public Database Database => Services.GetRequiredService<Database>();

    /// <param name="postgres">A connection string, or null for SQLite.</param>
    public static async Task<World> MakeAsync(int readers, int sets, string? postgres = null)
    {
        var world = Open(Directory.CreateTempSubdirectory("digestmailer-bench-").FullName, postgres);
        world.Database.Migrate();
        await world.Services.GetRequiredService<PaperStore>().KeepAsync(SourceAnswer.Of(DateOnly.FromDateTime(Slot.Date), Papers(60)), "bench");
        await world.FillAsync(readers, sets);
        return world;
    }

    /// <summary>A copy with the same readers of whom none was served yet.</summary>
    public World Copy()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-bench-").FullName;
        using (var source = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Folder}/bench.db"))
        {
            source.Execute($"VACUUM INTO '{folder}/bench.db'");
        }

        return Open(folder, null);
    }

    private static World Open(string folder, string? postgres) => new(folder,
    [
        $"--Storage:Provider={(postgres is null ? "Sqlite" : "Postgres")}", $"--Storage:ConnectionString={postgres ?? $"Data Source={folder}/bench.db"}",
        $"--Delivery:PickupFolder={folder}/outbox", "--Delivery:From=Paper Morning <digest@example.org>", "--Site:PostalAddress=1 Bench Road", "--Logging:LogLevel:Default=Warning",
    ]);

    private Task FillAsync(int readers, int sets) => Database.WriteAsync(async transaction =>
    {
        await Database.BulkAsync(transaction, "topic_sets", "id,definition", Enumerable.Range(1, sets).Select(i => new object?[] { i, $"{{\"topics\":[],\"queries\":[\"study OR x{i}\"]}}" }));
        for (var first = 1; first <= readers; first += ChunkOfReaders)
        {
            var chunk = Enumerable.Range(first, Math.Min(ChunkOfReaders, readers - first + 1));
            await Database.BulkAsync(transaction, "subscribers", "id,email,address_hash,name,created_at", chunk.Select(i => new object?[] { i, $"reader{i}@example.com", $"{i:x32}", $"Reader {i}", 0 }));
            await Database.BulkAsync(transaction, "subscriptions", "subscriber_id,state,topic_set_id,every,at_minute,zone,max_papers,next_at,changed_at",
                chunk.Select(i => new object?[] { i, "Confirmed", 1 + (i % sets), "Day", 420, "UTC", 10, Slot.ToUnixTimeMilliseconds(), 0 }));
        }
    });

    private static List<Listing> Papers(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(i => new Listing
        {
            Source = "bench",
            SourceId = $"p{i}",
            Edition = DateOnly.FromDateTime(Slot.Date),
            Title = $"Study {i.ToString(CultureInfo.InvariantCulture)} of {Words[random.Next(Words.Length)]} with {Words[random.Next(Words.Length)]}",
            Abstract = string.Join(' ', Enumerable.Range(0, 45).Select(_ => Words[random.Next(Words.Length)])),
            Authors = ["Ada Quill", "Bo Nord", "Cy Vale"],
            Votes = random.Next(80),
            Url = $"https://example.org/{i}",
        })];
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
