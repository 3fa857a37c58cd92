using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Service;
using DigestMailer.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DigestMailer.Benchmarks.Pages;

/// <summary>An installation with papers of many days and no readers.</summary>
internal sealed class Archive : IDisposable
{
    private const int PapersADay = 300;
    private const int PapersToday = 65;

    public static readonly DateTimeOffset Now = new(2026, 2, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("digestmailer-pages-").FullName;

    public IReadOnlyList<string> Settings =>
    [
        $"--Storage:ConnectionString=Data Source={folder}/pages.db", $"--Delivery:PickupFolder={folder}/outbox",
        "--Site:PostalAddress=1 Bench Road", "--Delivery:From=Paper Morning <digest@example.org>",
        "--Web:RequestsPerMinute=1000000", "--Logging:LogLevel:Default=Warning",
    ];

    /// <param name="days">Days before today; with 32, all of January.</param>
    public static async Task<Archive> MakeAsync(int days)
    {
        var archive = new Archive();
        var clock = new StepClock(Now.AddDays(-days));
        var builder = Application.Builder(archive.Settings, null);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Services.GetRequiredService<Database>().Migrate();
        var (papers, random) = (app.Services.GetRequiredService<PaperStore>(), new Random(1));
        for (var day = Now.AddDays(-days); day <= Now; day = day.AddDays(1))
        {
            clock.Set(day);
            await papers.KeepAsync(SourceAnswer.Of(DateOnly.FromDateTime(day.Date),
                MadePapers.Of(random, day, day < Now ? PapersADay : PapersToday)), "lab");
        }

        return archive;
    }

    public Task<Server> ServeAsync(string program) => Server.StartAsync(program, "/health/live",
        ["run", "--urls=ADDRESS", $"--now={Now:O}", "--Service:Roles:0=Web", .. Settings]);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
