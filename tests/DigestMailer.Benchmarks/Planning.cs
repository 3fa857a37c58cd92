using System.Diagnostics;
using DigestMailer.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Benchmarks;

/// <summary>
/// Planning one slot of 1,000,000 due readers with 200 topic sets, on both databases with their durable settings.
/// </summary>
internal static class Planning
{
    public static async Task RunAsync(Scale scale, Report report)
    {
        var readers = scale.Of(1_000_000);
        await using (var world = await World.MakeAsync(readers, Math.Min(200, readers)))
        {
            report.Add($"planning {readers:N0}, SQLite", "s", [await PlanAsync(world, readers)], "<= 40 (12)");
        }

        if (PostgresHere.IsInstalled)
        {
            using var server = new PostgresHere();
            await using var world = await World.MakeAsync(readers, Math.Min(200, readers), server.ConnectionString);
            report.Add($"planning {readers:N0}, PostgreSQL", "s", [await PlanAsync(world, readers)], "<= 40 (12)");
        }
    }

    /// <summary>How the time of a plan grows with the readers.</summary>
    public static async Task GrowAsync(Scale scale, Report report)
    {
        await CurveAsync("SQLite", scale, report, () => null);
        if (PostgresHere.IsInstalled)
        {
            await CurveAsync("PostgreSQL", scale, report, () => new PostgresHere());
        }
    }

    private static async Task CurveAsync(string name, Scale scale, Report report,
        Func<PostgresHere?> start)
    {
        var points = new List<Point>();
        foreach (var at in scale.Million ? [1000, 10_000, 100_000, 1_000_000] : new[] { 1000, 10_000, 100_000 })
        {
            var readers = scale.Of(at);
            using var server = start();
            await using var world = await World.MakeAsync(readers, Math.Min(200, readers), server?.ConnectionString);
            points.Add(new Point(readers, await PlanAsync(world, readers)));
            report.Add($"planning {readers:N0}, {name}", "s", [points[^1].Value]);
        }

        report.Add(new Curve($"ms a reader of a plan, {name}",
            [.. points.Select(point => point with { Value = point.Value * 1000 / point.At })]));
    }

    private static async Task<double> PlanAsync(World world, int readers)
    {
        var watch = Stopwatch.StartNew();
        var plan = await world.Services.GetRequiredService<Planner>().PlanAsync();
        return plan.Digests == readers ? watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"{readers} were due, and the plan was {plan}");
    }
}
