using System.Globalization;
using System.Text.Json;
using DigestMailer.Papers.Merging;
using DigestMailer.Papers.Sources;
using DigestMailer.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Benchmarks.Meaning;

/// <summary>
/// What a plan costs where a tenth of the readers like ten papers each, next to the same readers without likes, who
/// share 200 topic sets, and to readers of whom that tenth has a query of their own instead.
/// </summary>
internal static class LikesPlan
{
    public const int Readers = 100_000;

    private const int Sets = 200;
    private const int OneIn = 10;
    private const int Liked = 2000;
    private const int LikesEach = 10;

    /// <returns>Seconds of CPU.</returns>
    public static async Task<(double Shared, double Likes, double Queries)> MeasureAsync()
    {
        await PlanAsync(1000, _ => null);
        return (await PlanAsync(Readers, _ => null), await PlanAsync(Readers, Likes), await PlanAsync(Readers, Query));
    }

    /// <param name="definition">The topic set of a reader of the tenth; null leaves them the one they share.</param>
    private static async Task<double> PlanAsync(int readers, Func<int, string?> definition)
    {
        await using var world = await World.MakeAsync(readers, Sets);
        await world.Services.GetRequiredService<PaperStore>().KeepAsync(SourceAnswer.Of(MadePapers.Day,
            [.. MadePapers.Of(new Random(5), World.Now.AddDays(-40), Liked).Select((listing, i) => listing with
            {
                SourceId = IdOf(i),
            })]), "lab");
        await world.Database.WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync("UPDATE papers SET first_seen = first_seen - @month WHERE title LIKE "
                + "'Study ________ of%'", new { month = (long)TimeSpan.FromDays(40).TotalMilliseconds });
            var own = Enumerable.Range(1, readers / OneIn).Select(i => (Id: Sets + i, Set: definition(i)))
                .Where(one => one.Set is not null).ToList();
            await world.Database.BulkAsync(transaction, "topic_sets", "id,definition",
                own.Select(one => new object?[] { one.Id, one.Set }));
            await transaction.ExecuteAsync(
                "UPDATE subscriptions SET topic_set_id = @Sets + subscriber_id WHERE subscriber_id <= @count",
                new { Sets, count = own.Count });
            return 0;
        });
        var before = Environment.CpuUsage.TotalTime;
        var plan = await world.Services.GetRequiredService<Planner>().PlanAsync();
        return plan.Digests == readers ? (Environment.CpuUsage.TotalTime - before).TotalSeconds
            : throw new InvalidOperationException($"{readers} were due, and the plan was {plan}");
    }

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"liked{number}");

    private static string Likes(int reader)
    {
        var random = new Random(reader);
        return JsonSerializer.Serialize(new
        {
            topics = Array.Empty<string>(),
            queries = new[] { $"study OR x{1 + (reader % Sets)}" },
            more = Enumerable.Range(0, LikesEach).Select(_ => $"source:lab:{IdOf(random.Next(Liked))}").Distinct()
                .Order(StringComparer.Ordinal),
        });
    }

    private static string Query(int reader) => $"{{\"topics\":[],\"queries\":[\"study OR own{reader}\"]}}";
}
