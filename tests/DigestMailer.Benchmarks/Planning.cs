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

    private static async Task<double> PlanAsync(World world, int readers)
    {
        var watch = Stopwatch.StartNew();
        var plan = await world.Services.GetRequiredService<Planner>().PlanAsync();
        return plan.Digests == readers ? watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"{readers} were due, and the plan was {plan}");
    }
}
