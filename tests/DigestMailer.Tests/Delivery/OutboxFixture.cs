using System.Globalization;
using Dapper;
using DigestMailer.Bounces;
using DigestMailer.Delivery;
using DigestMailer.Digests;
using DigestMailer.Events;
using DigestMailer.Papers;
using DigestMailer.Planning;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Today;
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
                || key.StartsWith("Summaries:", StringComparison.Ordinal)
                || key.StartsWith("Site:", StringComparison.Ordinal) ? key : "Delivery:" + key] = value;
        }

        services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = AppContext.BaseDirectory })
            .AddSingleton<Database>(storage.Database).AddSingleton<TimeProvider>(Clock)
            .AddLogging(log => log.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddEvents().AddPapers().AddTopics().AddSubscribers().AddDigests().AddDelivery().AddBounces().AddToday()
            .Configure<SiteOptions>(site => site.PostalAddress = "1 Paper Street")
            .BuildServiceProvider();
    }

    public SettableClock Clock { get; } = new(Slot);

    /// <summary>All that was logged.</summary>
    public HeardLog Log { get; } = new();

    public string Pickup => Path.Combine(storage.Folder, "pickup");

    /// <summary>The settings by which another process opens its database.</summary>
    public IReadOnlyDictionary<string, string> Storage => storage.Settings;

    /// <summary>Where the database of SQLite is.</summary>
    public string DatabaseFile => Path.Combine(storage.Folder, "test.db");

    public Dispatcher Dispatcher => services.GetRequiredService<Dispatcher>();

    public DueSlots DueSlots => services.GetRequiredService<DueSlots>();

    public Planner Planner => services.GetRequiredService<Planner>();

    /// <summary>Rows of every room.</summary>
    public MadeRows Made => new(Slot, RunAsync);

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
        await Made.DigestAsync(1, Slot.AddDays(-1), []);
        await Made.DigestAsync(2, Slot, [1], previous: 1);
        await RunAsync("UPDATE subscriptions SET last_digest_id = 2, next_at = @after",
            new { after = Slot.AddDays(1) });
        await Made.MailToAllAsync(2);
    }

    /// <summary>A paper first seen now, and the gathering that brought it.</summary>
    public async Task PaperAsync(int id, string title)
    {
        await Made.PaperAsync(id, title, Clock.GetUtcNow());
        await Made.GatheringAsync("test", "Fresh", Clock.GetUtcNow());
    }

    /// <summary>Confirmed readers of every paper, daily at seven, due at the slot, and a second topic set.</summary>
    public async Task SubscribersAsync(int readers)
    {
        await Made.TopicSetAsync(1);
        await Made.TopicSetAsync(2, "title:paper");
        await Made.SubscribersAsync(readers);
    }

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
