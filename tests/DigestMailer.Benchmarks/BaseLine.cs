using System.Diagnostics;
using DigestMailer.Delivery;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Planning;
using DigestMailer.Service;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace DigestMailer.Benchmarks;

/// <summary>
/// The path from source to inbox once, on made papers and readers with 200 topic sets, into a pickup folder: rates of
/// each stage and the peak of memory.
/// </summary>
internal static class BaseLine
{
    private const int TopicSets = 200;
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public static async Task RunAsync(int papers, int readers)
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-bench-").FullName;
        try
        {
            await using var app = Application.Builder(
                [$"--Storage:ConnectionString=Data Source={folder}/bench.db;Pooling=False",
                    $"--Delivery:PickupFolder={folder}/outbox", "--Site:PostalAddress=1 Bench Road",
                    "--Logging:LogLevel:Default=Warning"], Now).Build();
            var services = app.Services;
            services.GetRequiredService<Database>().Migrate();
            var table = new Table().AddColumns("stage", "count", "seconds", "a second");

            await MeasureAsync(table, "papers gathered", papers,
                () => services.GetRequiredService<PaperStore>()
                    .KeepAsync(SourceAnswer.Of(MadePapers.Day, MadePapers.Listings(papers)), "bench"));
            var people = People(readers);
            await MeasureAsync(table, "subscribers enrolled", readers,
                () => services.GetRequiredService<SubscriberStore>().EnrolAsync(people));
            await MeasureAsync(table, "digests planned", readers,
                () => services.GetRequiredService<Planner>().PlanAsync());
            await MeasureAsync(table, "messages written", readers,
                () => services.GetRequiredService<Dispatcher>().DeliverAsync());
            AnsiConsole.Write(table);
            AnsiConsole.WriteLine(
                $"Peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024} MB; "
                    + $"{Environment.ProcessorCount} processors");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(Table table, string stage, int count, Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        table.AddRow(stage, $"{count}", $"{watch.Elapsed.TotalSeconds:F2}", $"{count / watch.Elapsed.TotalSeconds:F0}");
    }

    private static List<Enrolment> People(int count)
    {
        var rhythm = new Rhythm(Every.Day, DayOfWeek.Monday, new TimeOnly(7, 0), TimeZoneInfo.Utc);
        return [.. Enumerable.Range(0, count).Select(i => new Enrolment(
            $"reader{i}@example.org", null,
            new Wishes { Topics =
                TopicSet.Create([],
                    [$"{MadePapers.Named(20 + (i % TopicSets))} OR {MadePapers.Named(500 + (i % TopicSets))}"]),
                    Rhythm = rhythm },
            true, "bench", null))];
    }
}
