using System.Diagnostics;

namespace DigestMailer.Tests.Delivery;

/// <summary>Real processes on one real PostgreSQL: they share the work, and survive each other and it.</summary>
[Category("Slow")]
internal sealed class ClusterTests
{
    private static readonly int Unit = Scale.Full ? 1000 : 200;

    [Test]
    public async Task Three_share_the_mail_and_ask_a_source_once()
    {
        await using var cluster = await LiveCluster.MakeAsync(4 * Unit);
        await cluster.JoinAsync();
        var one = await RateAsync(cluster, 1, Unit);
        await cluster.JoinAsync();
        await cluster.JoinAsync();
        var (before, asked, watch) = (cluster.Nodes[0].Relay.Received.Count, cluster.Asked, Stopwatch.StartNew());
        var three = await RateAsync(cluster, Unit + 1, 4 * Unit);
        var shares =
            cluster.Nodes.Select((node, place) => node.Relay.Received.Count - (place == 0 ? before : 0)).ToList();
        TestContext.Out
            .WriteLine(
                $"One process sent {one:F0} mails/s, three {three:F0}: {three / one:F2} times. Shares of {3 * Unit}: "
                    + $"{string.Join(", ", shares)}. The source was asked {cluster.Asked - asked} times in "
                    + $"{watch.Elapsed.TotalSeconds:F0} s.");
        Assert.That(cluster.Recipients, Is.Unique.And.Exactly(4 * Unit).Items);
        Assert.That(shares, Has.All.GreaterThan(Unit / 2), "a fair share is one third");
        await cluster.AskedSinceAsync(asked, 2);
        Assert.That(cluster.Asked - asked, Is.LessThanOrEqualTo((watch.Elapsed.TotalSeconds / 5) + 2),
            "every five seconds one of them asks");
    }

    [Test]
    public async Task One_killed_one_stopped_one_started_and_a_database_restarted_lose_nobody()
    {
        await using var cluster = await LiveCluster.MakeAsync(5 * Unit);
        for (var i = 0; i < 3; i++)
        {
            await cluster.JoinAsync();
        }

        await cluster.DueAsync(1, 4 * Unit);
        await cluster.ReceivedAsync(Unit / 2);
        await cluster.Nodes[0].EndAsync("KILL");
        await cluster.ForgetLeasesAsync(cluster.Nodes[0]);
        await cluster.ReceivedAsync(Unit);
        Assert.That(await cluster.Nodes[1].EndAsync("TERM"), Is.Zero);
        await cluster.ReceivedAsync(3 * Unit / 2);
        cluster.RestartDatabase();
        await cluster.JoinAsync();
        await cluster.DueAsync((4 * Unit) + 1, 5 * Unit);
        await cluster.AcceptedAsync(5 * Unit);
        var came = cluster.Recipients;
        var twice = came.GroupBy(to => to).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        TestContext.Out
            .WriteLine(
                $"{5 * Unit} readers: {5 * Unit - came.Distinct().Count()} lost, {twice.Count} twice (at most "
                    + $"{LiveCluster.Connections}). By process: "
                    + $"{string.Join(", ", cluster.Nodes.Select(node => node.Relay.Received.Count))}");
        Assert.That(came.Distinct(),
            Is.EquivalentTo(Enumerable.Range(1, 5 * Unit).Select(i => $"reader{i}@example.com")));
        Assert.That(twice, Has.Count.LessThanOrEqualTo(LiveCluster.Connections),
            "one for each open connection of the killed one");
        Assert.That(twice, Is.SubsetOf(cluster.Nodes[0].Relay.Received.Select(mail => mail.To)));
        Assert.That(cluster.Nodes[3].Relay.Received, Is.Not.Empty, "the one started late takes part");
        Assert.That(await cluster.OneAsync("SELECT count(*) FROM outbox WHERE state <> 'Accepted'"), Is.Zero);
    }

    [Test]
    public async Task A_database_that_is_away_is_told_in_few_single_lines_and_the_mail_goes_out_afterwards()
    {
        await using var cluster = await LiveCluster.MakeAsync(Unit);
        var node = await cluster.JoinAsync();
        await cluster.LoseDatabaseAsync(2);
        await cluster.DueAsync(1, Unit);
        await cluster.AcceptedAsync(Unit);
        await TestContext.Out.WriteLineAsync(node.Said);
        Assert.That(node.Lines, Has.All.Match("^[0-9-]{10}T[0-9:]{8}Z (info|warn|error) "));
        Assert.That(node.Said, Does.Contain("PostgreSQL at").And.Contain("is unavailable").And.Not.Contain("   at "));
        Assert.That(node.Lines.Count(line => line.Contains("warn", StringComparison.Ordinal)
            || line.Contains("error", StringComparison.Ordinal)), Is.LessThan(12));
    }

    private static async Task<double> RateAsync(LiveCluster cluster, int from, int to)
    {
        var before = cluster.Recipients.Count;
        await cluster.DueAsync(from, to);
        await cluster.ReceivedAsync(before + 1);
        var watch = Stopwatch.StartNew();
        await cluster.AcceptedAsync(to);
        return (to - from) / watch.Elapsed.TotalSeconds;
    }
}
