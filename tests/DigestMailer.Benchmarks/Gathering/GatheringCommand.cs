using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Service;
using DigestMailer.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DigestMailer.Benchmarks.Gathering;

/// <summary>
/// <c>gathering</c>: papers a second from arXiv's feeds into SQLite as more and more are stored, compared with bare
/// inserts of the same texts.
/// </summary>
internal sealed class GatheringCommand : Command
{
    private const int PapersInFeed = 1000;

    // The feeds before a point, of which the median counts.
    private const int Measured = 7;

    private static readonly DateTimeOffset Begin = new(2024, 1, 1, 6, 0, 0, TimeSpan.Zero);
    private static readonly int[] Points = [10_000, 30_000, 100_000, 300_000, 1_000_000];

    private readonly Option<int> most =
        new("--most") { Description = "Papers stored at the end.", DefaultValueFactory = _ => 1_000_000 };
    private readonly Option<string?> picture = new("--picture") { Description = "A file for the picture (SVG)." };

    public GatheringCommand()
        : base("gathering", "Papers a second from arXiv's feeds into SQLite as more and more are stored, compared with "
            + "bare inserts of the same texts.")
    {
        most.Validators.Add(given =>
        {
            if (given.GetValue(most) < Points[0])
            {
                given.AddError($"--most is too small; the first point is at {Points[0]} papers.");
            }
        });
        Options.Add(most);
        Options.Add(picture);
        SetAction((arguments, cancel) => ActAsync(arguments.GetValue(most), arguments.GetValue(picture), cancel));
    }

    private static async Task ActAsync(int most, string? picture, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-gathering-").FullName;
        try
        {
            var points = await RunAsync(folder, [.. Points.Where(point => point <= most)], cancel);
            var report = new Report();
            foreach (var point in points)
            {
                report.Add($"with {point.Stored:N0} stored", "papers/s", point.Ours);
                report.Add($"with {point.Stored:N0} stored, bare inserts", "papers/s", point.Bare);
            }

            report.Show();
            if (picture is not null)
            {
                await File.WriteAllTextAsync(picture, LineCharts.Of([new("Papers a second, by papers stored",
                    [.. points.Select(point => point.Stored.ToString("N0", CultureInfo.InvariantCulture))],
                    new Line("gathered", [.. points.Select(point => Median(point.Ours))]),
                    new Line("bare inserts", [.. points.Select(point => Median(point.Bare))]))]), cancel);
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<Measure>> RunAsync(string folder, int[] points, CancellationToken cancel)
    {
        var clock = new StepClock(Begin);
        await using var app = Open(folder, clock);
        app.Services.GetRequiredService<Database>().Migrate();
        using var bare = new BarePapers(folder);
        var (papers, random) = (app.Services.GetRequiredService<PaperStore>(), new Random(1));
        var (measures, ours, least) = (new List<Measure>(), new List<double>(), new List<double>());
        for (var stored = 0; stored < points[^1];)
        {
            var day = Begin.AddDays(stored / PapersInFeed);
            clock.Set(day);
            var feed = MadeFeed.Of(random, day, stored, PapersInFeed);
            var watch = Stopwatch.StartNew();
            var answer = ArxivFeedFormat.Read(feed, "arxiv", DateOnly.FromDateTime(day.Date));
            await papers.KeepAsync(answer, "arxiv", cancel);
            ours.Add(PapersInFeed / watch.Elapsed.TotalSeconds);
            watch.Restart();
            bare.Add(answer.Listings);
            least.Add(PapersInFeed / watch.Elapsed.TotalSeconds);
            stored += answer.Listings.Count;
            if (points.Contains(stored))
            {
                measures.Add(new(stored, [.. ours.TakeLast(Measured)], [.. least.TakeLast(Measured)]));
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{stored:N0} stored: {Median(measures[^1].Ours):N0} papers/s"));
            }
        }

        return measures;
    }

    private static Microsoft.AspNetCore.Builder.WebApplication Open(string folder, StepClock clock)
    {
        var builder = Application.Builder(
            [$"--Storage:ConnectionString=Data Source={folder}/papers.db", $"--Delivery:PickupFolder={folder}/outbox",
                "--Site:PostalAddress=1 Bench Road", "--Delivery:From=digest@example.org"], null);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    private static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed record Measure(int Stored, IReadOnlyList<double> Ours, IReadOnlyList<double> Bare);
}
