using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Dapper;
using DigestMailer.Service;
using DigestMailer.Service.Jobs;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;
using DigestMailer.Web;
using DigestMailer.Web.Forms;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;

namespace DigestMailer.Tests.Service;

/// <summary>
/// The service with its pages, minute by minute: its jobs run when their cron expressions say so, by a clock that the
/// test advances, and the log is kept as it would be written.
/// </summary>
internal sealed class ServiceDay : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 50, 0, TimeSpan.Zero);

    private readonly TestDatabase storage = new();
    private readonly WebApplication app;
    private Task? waited;

    private ServiceDay(string[] settings)
    {
        Log = new LineLog(Clock);
        var builder = Application.Builder(
            [
                $"--urls={Address}", $"--Site:BaseUrl={Address}", "--Site:Name=Paper Morning",
                "--Site:PostalAddress=1 Paper Street", "--Delivery:From=Paper Morning <digest@papers.example.org>",
                "--Web:FillInTime=00:00:00", $"--Delivery:PickupFolder={Pickup}", "--Papers:Sources:0:Name=lab",
                "--Papers:Sources:0:Kind=Json", $"--Papers:Sources:0:Path={Papers}", .. settings,
            ],
            null);
        builder.Services.AddSingleton<StartReport>();
        builder.Services.AddSingleton<Database>(storage.Database).AddSingleton<TimeProvider>(Clock);
        builder.Logging.ClearProviders().AddProvider(Log);
        app = builder.Build();
        app.MapPages();
    }

    public SettableClock Clock { get; } = new(Start);

    public LineLog Log { get; }

    public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");

    public string Pickup => Path.Combine(storage.Folder, "pickup");

    /// <summary>The file that the source "lab" reads.</summary>
    public string Papers => Path.Combine(storage.Folder, "papers.json");

    public static async Task<ServiceDay> BeginAsync(params string[] settings)
    {
        var day = new ServiceDay(settings);
        day.Get<StartReport>().Begin(ServiceRoles.All);
        await day.app.StartAsync();
        day.Get<StartReport>().Ready(ServiceRoles.All, day.app.Urls);
        return day;
    }

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>What <c>run</c> does first: it gathers if it missed a gathering.</summary>
    public Task GatherAtStartAsync() =>
        DoneAsync(ActivatorUtilities.CreateInstance<FirstGathering>(app.Services).GatherAsync(default));

    public Task PlanAsync() => RunAsync<PlanJob>();

    public Task GatherAsync() => RunAsync<GatherJob>();

    public Task DeliverAsync() => DoneAsync(Get<DeliverJob>().Execute(null!, default).AsTask());

    private Task RunAsync<TJob>()
        where TJob : IJob =>
        DoneAsync(ActivatorUtilities.CreateInstance<TJob>(app.Services).Execute(null!, default).AsTask());

    /// <summary>Lets the clock run on while the work waits for it.</summary>
    private async Task DoneAsync(Task done)
    {
        while (await Task.WhenAny(done, waited ??= Clock.WaitedForAsync(),
            Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System)) != done)
        {
            waited = waited.IsCompleted ? null : waited;
            Clock.Advance(TimeSpan.FromMilliseconds(200));
        }

        await done;
    }

    /// <summary>The minute that begins: what is due in it, and the answers to those who signed up.</summary>
    public async Task MinuteAsync()
    {
        var schedule = Get<IOptions<ScheduleOptions>>().Value;
        var (from, to) = (Clock.GetUtcNow(), Clock.GetUtcNow().AddMinutes(1));
        if (CronTimes.Latest(schedule.Gather, to.AddTicks(-1)) is { } due && due >= from)
        {
            // At its time, since a plan waits for the gathering that is due.
            Clock.Advance(due - from);
            await GatherAsync();
        }

        await Get<SignupDesk>().AnswerAsync();
        await PlanAsync();
        await DeliverAsync();
        if (Clock.GetUtcNow() < to)
        {
            Clock.Advance(to - Clock.GetUtcNow());
        }
    }

    /// <summary>Confirmed readers of every paper, daily at seven, due at the slot.</summary>
    public async Task ReadersAsync(int readers, DateTimeOffset slot)
    {
        await using var connection = await storage.Database.OpenAsync();
        await connection.ExecuteAsync(
            """
            INSERT INTO topic_sets(id, definition) VALUES (1, '{"topics":[],"queries":[]}');
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @readers)
            INSERT INTO subscribers(id, email, address_hash, created_at)
                SELECT i, 'reader' || i || '@example.com', 'hash' || i, @slot FROM n;
            INSERT INTO subscriptions(subscriber_id, state, topic_set_id, every, at_minute, zone, max_papers, next_at,
                changed_at)
            SELECT id, 'Confirmed', 1, 'Day', 420, 'UTC', 10, @slot, @slot FROM subscribers;
            """,
            new { readers, slot });
    }

    public Task<System.Data.Common.DbConnection> OpenAsync() => storage.Database.OpenAsync();

    public async Task<T> OneAsync<T>(string sql)
    {
        await using var connection = await storage.Database.OpenAsync();
        return await connection.QuerySingleAsync<T>(sql);
    }

    /// <summary>Papers of a day in the file that the source reads.</summary>
    public Task PublishAsync(DateOnly edition, int count) => File.WriteAllTextAsync(Papers,
        JsonSerializer.Serialize(new
        {
            edition,
            papers = Enumerable.Range(1, count).Select(number => new
            {
                title = string.Create(CultureInfo.InvariantCulture,
                    $"Paper {number} of {edition:d MMMM yyyy} on {Word(number)}"),
            }),
        }));

    private static string Word(int number) =>
        new[] { "speech", "robots", "agents", "vision", "proteins", "weather", "music" }[number % 7];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        storage.Dispose();
    }
}
