using Dapper;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Service;
using DigestMailer.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Benchmarks;

/// <summary>
/// An installation made for a benchmark: papers that every topic set finds, and confirmed readers who are due at one
/// slot.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    public static readonly DateTimeOffset Slot = new(2026, 1, 5, 7, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Now = Slot.AddMinutes(1);

    private const int ChunkOfReaders = 50_000;
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
        var world = Open(postgres);
        world.Database.Migrate();
        await world.Services.GetRequiredService<PaperStore>()
            .KeepAsync(SourceAnswer.Of(MadePapers.Day, MadePapers.Listings(60, wordsInAbstract: 10)), "bench");
        await world.FillAsync(readers, sets);
        return world;
    }

    /// <summary>An installation with nothing in it.</summary>
    /// <param name="postgres">A connection string, or null for SQLite.</param>
    public static World Open(string? postgres) =>
        Open(Directory.CreateTempSubdirectory("digestmailer-bench-").FullName, postgres);

    /// <summary>Lets everybody be due at the slot.</summary>
    public Task DueAsync() =>
        DoAsync("UPDATE subscriptions SET next_at = @slot WHERE last_digest_id IS NULL",
            new { slot = Slot.ToUnixTimeMilliseconds() });

    /// <summary>Takes every mail for sent.</summary>
    public Task ServedAsync() => DoAsync("UPDATE outbox SET state = 'Accepted'");

    /// <summary>How many digests the last plan made.</summary>
    public async Task<long> LatestDigestsAsync()
    {
        await using var connection = await Database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(
            "SELECT count(DISTINCT digest_id) FROM outbox WHERE state = 'Ready'");
    }

    private Task<int> DoAsync(string sql, object? values = null) =>
        Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, values));

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
        $"--Storage:Provider={(postgres is null ? "Sqlite" : "Postgres")}",
        $"--Storage:ConnectionString={postgres ?? $"Data Source={folder}/bench.db"}",
        $"--Delivery:PickupFolder={folder}/outbox", "--Delivery:From=Paper Morning <digest@example.org>",
        "--Site:PostalAddress=1 Bench Road", "--Logging:LogLevel:Default=Warning",
    ]);

    private Task FillAsync(int readers, int sets) => Database.WriteAsync(async transaction =>
    {
        await Database.BulkAsync(transaction, "topic_sets", "id,definition",
            Enumerable.Range(1, sets)
                .Select(i => new object?[] { i, $"{{\"topics\":[],\"queries\":[\"study OR x{i}\"]}}" }));
        for (var first = 1; first <= readers; first += ChunkOfReaders)
        {
            var chunk = Enumerable.Range(first, Math.Min(ChunkOfReaders, readers - first + 1));
            await Database.BulkAsync(transaction, "subscribers", "id,email,address_hash,name,created_at",
                chunk.Select(i => new object?[] { i, $"reader{i}@example.com", $"{i:x32}", $"Reader {i}", 0 }));
            await Database.BulkAsync(transaction, "subscriptions",
                "subscriber_id,state,topic_set_id,every,at_minute,zone,max_papers,next_at,changed_at",
                chunk.Select(
                    i => new object?[] { i, "Confirmed", 1 + (i % sets), "Day", 420, "UTC", 10,
                        Slot.ToUnixTimeMilliseconds(), 0 }));
        }
    });

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
