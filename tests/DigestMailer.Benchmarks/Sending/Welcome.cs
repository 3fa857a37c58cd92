using System.Diagnostics;
using Dapper;
using DigestMailer.Planning;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Benchmarks.Sending;

/// <summary>How long a welcome mail waits that is put into the outbox while a run of 100,000 is under way.</summary>
internal static class Welcome
{
    public static async Task RunAsync(Scale scale, Report report)
    {
        var readers = scale.Of(100_000);
        await using var world = await World.MakeAsync(readers, 200);
        using var sink = new SmtpSink();
        await world.Services.GetRequiredService<Planner>().PlanAsync();
        // The last in the queue is the one who confirms: their row is taken out of it, and comes back as a welcome.
        await world.Database
            .WriteAsync(t => t.ExecuteAsync("DELETE FROM outbox WHERE subscriber_id = @readers", new { readers }));
        var sending = Ours.SendAsync(world, sink.Port, readers);
        var waits = new List<double>();
        while (await CountAsync(world, "state = 'Accepted'") < readers / 10)
        {
            await Task.Delay(100);
        }

        var watch = Stopwatch.StartNew();
        await world.Database.WriteAsync(t => t.ExecuteAsync(
            """
            INSERT INTO outbox(subscriber_id, slot, kind, digest_id, state, priority, due_at, expires_at)
            SELECT @readers, slot + 1, 'Welcome', digest_id, 'Ready', 0, due_at, expires_at FROM outbox LIMIT 1
            """, new { readers }));
        while (await CountAsync(world, "kind = 'Welcome' AND state = 'Accepted'") == 0)
        {
            await Task.Delay(20);
        }

        waits.Add(watch.Elapsed.TotalSeconds);
        await sending;
        report.Add("a welcome during a run of 100,000", "s", waits, "<= 5 (1)");
    }

    private static async Task<long> CountAsync(World world, string which)
    {
        await using var connection = await world.Database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM outbox WHERE {which}");
    }
}
