using Dapper;
using DigestMailer.Digests.Choosing;
using DigestMailer.Papers;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DigestMailer.Tests.Papers;

/// <summary>
/// The papers' room as the host wires it, on a database of its own, a fake clock and settings in memory.
/// </summary>
internal sealed class PapersHost : IAsyncDisposable
{
    private readonly TestDatabase test = new();
    private readonly ServiceProvider services;

    /// <param name="settings">Keys after <c>Papers:</c>, such as <c>Sources:0:Name</c>.</param>
    public PapersHost(params (string Key, string Value)[] settings)
    {
        var values = settings.ToDictionary(setting => "Papers:" + setting.Key, setting => (string?)setting.Value);
        values["Papers:ArxivInterval"] = "00:00:00";
        services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<Database>(_ => test.Database)
            .AddPapers()
            .AddSingleton<IPaperUnion, SentPapersUnion>()
            .BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2025, 8, 9, 8, 0, 0, TimeSpan.Zero));

    public PaperStore Papers => services.GetRequiredService<PaperStore>();

    /// <summary>Settings of one source, the <paramref name="index"/>th.</summary>
    public static (string Key, string Value)[] Source(int index, string kind, string name,
        params (string Key, string Value)[] more) =>
        [($"Sources:{index}:Name", name), ($"Sources:{index}:Kind", kind),
            .. more.Select(setting => ($"Sources:{index}:{setting.Key}", setting.Value))];

    /// <summary>
    /// Gathers now. It fails after a minute of real time: then something waits for the fake clock, such as a retry.
    /// </summary>
    public Task<GatherResult> GatherAsync(DateOnly? edition = null) =>
        services.GetRequiredService<Gatherer>().GatherAsync(null, edition, CancellationToken.None)
            .WaitAsync(TimeSpan.FromMinutes(1));

    /// <summary>What readers would be told now.</summary>
    public Task<IReadOnlyList<SourceNotice>> NoticesAsync() =>
        services.GetRequiredService<SourceNotices>().AtAsync(Clock.GetUtcNow());

    /// <summary>Keeps listings as one answer of their source.</summary>
    public Task<int> KeepAsync(params IReadOnlyList<Listing> listings) =>
        Papers.KeepAsync(SourceAnswer.Of(listings[0].Edition, listings), listings[0].Source);

    public async Task<long> CountAsync(string sql)
    {
        await using var connection = await test.Database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    /// <summary>Texts out of the database.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var connection = await test.Database.OpenAsync();
        return (await connection.QueryAsync<string>(sql)).ToList();
    }

    public Task DoAsync(string sql, object? values = null) =>
        test.Database.WriteAsync(transaction => transaction.ExecuteAsync(sql, values));

    /// <summary>Rows of the rooms below, for what the merging of papers moves there.</summary>
    public MadeRows Made => new(DateTimeOffset.UnixEpoch, DoAsync);

    public async Task<IReadOnlyList<Paper>> AllAsync()
    {
        await using var connection = await test.Database.OpenAsync();
        return (await connection.QueryAsync<Paper>("SELECT * FROM papers ORDER BY id")).ToList();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        test.Dispose();
    }
}
