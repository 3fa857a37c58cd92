using System.Globalization;
using Dapper;
using DigestMailer.Bounces;
using DigestMailer.Delivery;
using DigestMailer.Digests;
using DigestMailer.Papers;
using DigestMailer.Planning;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace DigestMailer.Tests.Delivery;

/// <summary>
/// The rooms from the papers to the way out over a database of their own, on a Monday at seven with a clock that
/// does not move by itself.
/// </summary>
internal sealed class OutboxFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Slot = new(2026, 3, 2, 7, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase storage = new();
    private readonly ServiceProvider services;

    public OutboxFixture(int? port = null, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["Delivery:From"] = "Digests <digest@example.org>",
            ["Delivery:PickupFolder"] = Pickup,
        };
        if (port is not null)
        {
            values["Delivery:Relays:0:Host"] = "127.0.0.1";
            values["Delivery:Relays:0:Port"] = port.Value.ToString(CultureInfo.InvariantCulture);
            values["Delivery:Relays:0:Security"] = "None";
        }

        foreach (var (key, value) in settings)
        {
            values[key.StartsWith("Papers:", StringComparison.Ordinal)
                || key.StartsWith("Site:", StringComparison.Ordinal) ? key : "Delivery:" + key] = value;
        }

        services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = AppContext.BaseDirectory })
            .AddSingleton<Database>(storage.Database).AddSingleton<TimeProvider>(Clock)
            .AddLogging(log => log.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddPapers().AddTopics().AddSubscribers().AddDigests().AddDelivery().AddBounces()
            .Configure<SiteOptions>(site => site.PostalAddress = "1 Paper Street")
            .BuildServiceProvider();
    }

    public SettableClock Clock { get; } = new(Slot);

    /// <summary>All that was logged.</summary>
    public HeardLog Log { get; } = new();

    public string Pickup => Path.Combine(storage.Folder, "pickup");

    /// <summary>Where the database is, for another process.</summary>
    public string DatabaseFile => Path.Combine(storage.Folder, "test.db");

    public Dispatcher Dispatcher => services.GetRequiredService<Dispatcher>();

    public Planner Planner => services.GetRequiredService<Planner>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>
    /// Lets the clock run on a step each time that something begins to wait for it, until the work is done.
    /// </summary>
    public async Task AdvanceUntilAsync(Task done, TimeSpan step)
    {
        while (await Task.WhenAny(done, Clock.WaitedForAsync()).WaitAsync(TimeSpan.FromMinutes(2)) != done)
        {
            Clock.Advance(step);
        }
    }

    /// <summary>Another worker on the same database.</summary>
    public Dispatcher AnotherDispatcher() => ActivatorUtilities.CreateInstance<Dispatcher>(services);

    /// <summary>
    /// A paper, a digest of it (2) after an earlier one (1), and readers 1 to <paramref name="readers"/> with a mail
    /// ready for each.
    /// </summary>
    public async Task ReadyAsync(int readers)
    {
        await PaperAsync(1, "A paper on models");
        await SubscribersAsync(readers);
        await RunAsync(
            """
            INSERT INTO digests(id, kind, topic_set_id, every, slot, previous_id, window_from, matched, created_at)
                VALUES
                (1, 'Digest', 1, 'Day', @before, NULL, @before, 1, @before),
                (2, 'Digest', 1, 'Day', @Slot, 1, @before, 1, @Slot);
            INSERT INTO digest_papers(digest_id, rank, paper_id, score, because)
                VALUES (2, 1, 1, 0.5, '{"Topic":"","Words":[]}');
            UPDATE subscriptions SET last_digest_id = 2, next_at = @after;
            INSERT INTO outbox(subscriber_id, slot, kind, digest_id, state, due_at, expires_at)
            SELECT id, @Slot, 'Digest', 2, 'Ready', @Slot, @expires FROM subscribers;
            """,
            new { Slot, before = Slot.AddDays(-1), after = Slot.AddDays(1), expires = Slot.AddHours(20) });
    }

    /// <summary>A paper first seen now, and the gathering that brought it.</summary>
    public Task PaperAsync(int id, string title) => RunAsync(
        """
        INSERT INTO papers(id, key, title, abstract, first_seen, changed_at, url)
            VALUES (@id, 'arxiv:' || @id, @title, 'An abstract.', @now, @now, 'https://arxiv.org/abs/' || @id);
        INSERT INTO gatherings(source, edition, at, state, listed, new)
            VALUES ('test', '2026-03-02', @now, 'Fresh', 1, 1);
        """,
        new { id, title, now = Clock.GetUtcNow() });

    /// <summary>Confirmed readers of every paper, daily at seven, due at the slot.</summary>
    public Task SubscribersAsync(int readers) => RunAsync(
        """
        INSERT INTO topic_sets(id, definition)
            VALUES (1, '{"topics":[],"queries":[]}'), (2, '{"topics":[],"queries":["title:paper"]}');
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @readers)
        INSERT INTO subscribers(id, email, address_hash, created_at)
            SELECT i, 'reader' || i || '@example.com', 'hash' || i, @Slot FROM n;
        INSERT INTO subscriptions(subscriber_id, state, topic_set_id, every, at_minute, zone, max_papers, next_at,
            changed_at)
        SELECT id, 'Confirmed', 1, 'Day', 420, 'Europe/London', 10, @Slot, @Slot FROM subscribers;
        """,
        new { readers, Slot });

    public async Task RunAsync(string sql, object? values = null)
    {
        await using var connection = await storage.Database.OpenAsync();
        await connection.ExecuteAsync(sql, values);
    }

    public async Task<List<T>> ReadAsync<T>(string sql)
    {
        await using var connection = await storage.Database.OpenAsync();
        return (await connection.QueryAsync<T>(sql)).ToList();
    }

    public async Task<T> OneAsync<T>(string sql) => (await ReadAsync<T>(sql)).Single();

    /// <summary>
    /// Lets the room of the bounces judge what was refused on the spot; the numbers of the readers whom it suppressed
    /// for that.
    /// </summary>
    public async Task<List<long>> SuppressedAsync()
    {
        await Get<BounceReader>().ReadAsync(CancellationToken.None);
        return await ReadAsync<long>(
            "SELECT p.id FROM suppressions s JOIN subscribers p ON p.address_hash = s.address_hash ORDER BY p.id");
    }

    public Task<List<string>> StatesAsync() => ReadAsync<string>("SELECT state FROM outbox ORDER BY id");

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        storage.Dispose();
    }
}
