using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dapper;
using DigestMailer.Delivery;
using DigestMailer.Digests.Mail;
using DigestMailer.Papers;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Planning;
using DigestMailer.Service;
using DigestMailer.Storage;
using DigestMailer.Tests.Digests;
using DigestMailer.Web;
using DigestMailer.Web.Forms;
using DigestMailer.Web.Gallery;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace DigestMailer.Tests.Web;

/// <summary>
/// The whole service except its schedule, listening on the loopback over a database of its own, with a stopped clock
/// and a log that is kept.
/// </summary>
internal sealed class SiteFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase storage;
    private readonly WebApplication app;

    private SiteFixture(WebApplication app, string address, TestDatabase storage) =>
        (this.app, Address, this.storage) = (app, address, storage);

    /// <summary>Without a slash at its end.</summary>
    public string Address { get; }

    public FakeTimeProvider Clock { get; private init; } = new();

    public ConcurrentQueue<string> Log { get; private init; } = [];

    public string Pickup { get; private init; } = "";

    public static Task<SiteFixture> StartAsync(int? relay = null, params string[] settings) =>
        StartAsync((_, _) => { }, relay, settings);

    /// <param name="prepare">Adds to the site, whose mails go to the folder, before it listens.</param>
    public static async Task<SiteFixture> StartAsync(Action<WebApplication, string> prepare, int? relay = null,
        params string[] settings)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");
        var storage = new TestDatabase();
        var (clock, log) = (new FakeTimeProvider(Now.AddDays(-60)), new ConcurrentQueue<string>());
        var pickup = Path.Combine(storage.Folder, "pickup");
        string[] relays =
            relay is null ? []
                : ["--Delivery:Relays:0:Host=127.0.0.1",
                    string.Create(CultureInfo.InvariantCulture, $"--Delivery:Relays:0:Port={relay}"),
                    "--Delivery:Relays:0:Security=None"];
        var builder = Application.Builder(
            [
                $"--urls={address}", $"--Site:BaseUrl={address}", "--Site:Name=Paper Morning",
                "--Site:PostalAddress=Reading Room, 12 Harbour Street, 20457 Hamburg",
                "--Delivery:From=Paper Morning <digest@papers.example.org>", "--Web:FillInTime=00:00:00",
                $"--Delivery:PickupFolder={pickup}", .. relays, .. settings,
            ],
            null);
        builder.Services.AddSingleton<Database>(storage.Database).AddSingleton<TimeProvider>(clock);
        builder.Logging.ClearProviders().AddProvider(new KeptLog(log)).SetMinimumLevel(LogLevel.Trace);
        SkipChecks(builder.Services, settings);
        var app = builder.Build();
        app.MapPages();
        prepare(app, pickup);
        await app.StartAsync();
        return new SiteFixture(app, address, storage) { Clock = clock, Log = log, Pickup = pickup };
    }

    /// <summary>
    /// A start renders every page and mail as a check, which takes most of its time; the shipped templates have tests
    /// of their own.
    /// </summary>
    private static void SkipChecks(IServiceCollection services, string[] settings)
    {
        if (!settings.Any(setting => setting.StartsWith("--Templates:", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var check in services.Where(service => service.ServiceType == typeof(IHostedService)
                && (service.ImplementationFactory?.Method.ReturnType == typeof(TemplateCheck)
                    || service.ImplementationFactory?.Method.ReturnType == typeof(PageCheck))).ToList())
            {
                services.Remove(check);
            }
        }
    }

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>
    /// Invented papers of the last days, gathered on the days up to <see cref="Now"/>, or up to the clock's time where
    /// that is later.
    /// </summary>
    public async Task PapersAsync(int count = 10, int days = 1)
    {
        var now = Clock.GetUtcNow() > Now ? Clock.GetUtcNow() : Now;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        for (var day = days - 1; day >= 0; day--)
        {
            var edition = today.AddDays(-day);
            var listings =
                Samples.Digest(count).Papers.Select((chosen, index) => Listed(chosen.Paper, edition, index)).ToList();
            Clock.SetUtcNow(now.AddDays(-day));
            await Get<PaperStore>().KeepAsync(SourceAnswer.Of(edition, listings), "test");
        }
    }

    private static Listing Listed(Paper paper, DateOnly edition, int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{edition:yyMM}.{edition.Day:00}{number:000}");
        var first = edition == DateOnly.FromDateTime(Now.UtcDateTime) && number < 10;
        return new()
        {
            Source = "test",
            SourceId = id,
            ArxivId = id,
            Edition = edition,
            Title = first ? paper.Title
                : string.Create(CultureInfo.InvariantCulture, $"{paper.Title}: {edition:d MMMM}, {number}"),
            Abstract = paper.Abstract,
            Authors = paper.Authors,
            Categories = paper.Categories,
            Organization = paper.Organization,
            Published = edition.AddDays(-1),
            Votes = paper.Votes,
            Comments = paper.Comments,
            Stars = paper.Stars,
            Url = $"https://arxiv.example.org/abs/{id}",
            PdfUrl = $"https://arxiv.example.org/pdf/{id}",
            CodeUrl = paper.CodeUrl,
        };
    }

    /// <summary>Answers what the form took, plans what is due and sends it.</summary>
    public async Task<DeliveryReport> DeliverAsync()
    {
        await Get<SignupDesk>().AnswerAsync();
        await Get<Planner>().PlanAsync();
        return await Get<Dispatcher>().DeliverAsync();
    }

    /// <summary>The mails in the pickup folder, in the order of their names.</summary>
    public IReadOnlyList<MimeMessage> Mails() =>
        !Directory.Exists(Pickup) ? []
            : [.. Directory.EnumerateFiles(Pickup, "*.eml").Order(StringComparer.Ordinal)
                .Select(file => MimeMessage.Load(file))];

    /// <summary>Every row of every table as text, but the keys of the forms, which the first page makes.</summary>
    public async Task<List<string>> EverythingAsync()
    {
        var rows = new List<string>();
        var tables = storage.Database.Dialect == Dialect.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('form_keys') ORDER BY name"
            : "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('form_keys') ORDER BY "
                + "tablename";
        foreach (var table in await ReadAsync<string>(tables))
        {
            rows.AddRange(
                (await ReadAsync<dynamic>($"SELECT * FROM \"{table}\""))
                    .Select(
                        row => table + ": "
                            + string.Join(" | ",
                                ((IDictionary<string, object?>)row).Select(field => $"{field.Key}={field.Value}"))));
        }

        return rows;
    }

    /// <summary>Names and bytes of all files: those of a SQLite database, and the mails in the pickup folder.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Files() =>
        Directory.EnumerateFiles(storage.Folder, "*", SearchOption.AllDirectories).Select(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return (Path.GetFileName(file), copy.ToArray());
    });

    public async Task<List<T>> ReadAsync<T>(string sql, object? values = null)
    {
        await using var connection = await storage.Database.OpenAsync();
        return (await connection.QueryAsync<T>(sql, values)).ToList();
    }

    public async Task<T> OneAsync<T>(string sql, object? values = null) => (await ReadAsync<T>(sql, values)).Single();

    public async Task RunAsync(string sql, object? values = null)
    {
        await using var connection = await storage.Database.OpenAsync();
        await connection.ExecuteAsync(sql, values);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var line in Log.Where(line => line.StartsWith("Error", StringComparison.Ordinal)))
        {
            await TestContext.Out.WriteLineAsync(line);
        }

        await app.StopAsync();
        await app.DisposeAsync();
        storage.Dispose();
    }

    private sealed class KeptLog(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
