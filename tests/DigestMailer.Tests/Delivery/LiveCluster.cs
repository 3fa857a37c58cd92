using System.Diagnostics;
using System.Globalization;
using Dapper;
using DigestMailer.Storage;
using DigestMailer.Storage.Postgres;
using DigestMailer.Tests.Papers.Sources;
using Microsoft.AspNetCore.Http;

namespace DigestMailer.Tests.Delivery;

/// <summary>
/// Several <c>run</c> processes on one PostgreSQL of their own, each with a slow relay of its own, and a source that
/// counts how often it is asked.
/// </summary>
internal sealed class LiveCluster : IAsyncDisposable
{
    public const int Connections = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly PostgresServer server = PostgresServer.OfOwn();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("digestmailer-cluster-");
    private readonly List<LiveNode> nodes = [];
    private readonly string connectionString;
    private readonly PostgresDatabase database;
    private readonly DateTimeOffset slot =
        DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 60 * 60);
    private WebServer source = null!;

    private LiveCluster()
    {
        ColumnTypes.Register();
        connectionString = server.NewDatabase();
        database = new PostgresDatabase(connectionString);
    }

    /// <summary>How often the source was asked.</summary>
    public int Asked => source.Asked.Count;

    public IReadOnlyList<LiveNode> Nodes => nodes;

    /// <summary>To whom mail came, as often as it came.</summary>
    public IReadOnlyList<string> Recipients =>
        [.. nodes.SelectMany(node => node.Relay.Received.Select(mail => mail.To))];

    /// <param name="readers">Confirmed readers of everything, none of them due.</param>
    public static async Task<LiveCluster> MakeAsync(int readers)
    {
        var cluster =
            new LiveCluster
            {
                source =
                await WebServer.StartAsync(
                    _ => Results.Text("""[{"title":"A paper of the lab","abstract":"Of it."}]""",
                        "application/json"))
            };
        await cluster.RunAsync(
            """
            INSERT INTO papers(key, title, abstract, first_seen, changed_at, url)
                VALUES ('arxiv:1', 'A paper on models', 'An abstract.', @now, @now, 'https://arxiv.org/abs/1');
            INSERT INTO topic_sets(id, definition) VALUES (1, '{"topics":[],"queries":[]}');
            INSERT INTO subscribers(id, email, address_hash, created_at)
                SELECT i, 'reader' || i || '@example.com', 'hash' || i, @now FROM generate_series(1, @readers) AS n(i);
            INSERT INTO subscriptions(subscriber_id, state, topic_set_id, every, at_minute, zone, max_papers,
                changed_at)
            SELECT id, 'Confirmed', 1, 'Day', @minute, 'UTC', 10, @now FROM subscribers;
            """,
            new { now = cluster.slot, readers, minute = (int)cluster.slot.TimeOfDay.TotalMinutes });
        return cluster;
    }

    /// <summary>Starts one more process and waits until it takes part.</summary>
    public async Task<LiveNode> JoinAsync()
    {
        var living = nodes.Count(node => !node.HasEnded);
        var node = new LiveNode(folder.FullName, connectionString, source.Url);
        nodes.Add(node);
        await UntilAsync(
            async () =>
                await OneAsync("SELECT count(*) FROM qrtz_scheduler_state WHERE last_checkin_time > 0") > living,
                $"process {nodes.Count} did not join");
        return node;
    }

    public Task DueAsync(int from, int to) =>
        RunAsync("UPDATE subscriptions SET next_at = @slot WHERE subscriber_id BETWEEN @from AND @to",
            new { slot, from, to });

    /// <summary>Waits until this number of mails has come, repeated ones among them.</summary>
    public Task ReceivedAsync(int mails) =>
        UntilAsync(() => Task.FromResult(Recipients.Count >= mails), $"{mails} mails did not come");

    public Task AcceptedAsync(int mails) =>
        UntilAsync(async () => await OneAsync("SELECT count(*) FROM outbox WHERE state = 'Accepted'") >= mails,
            $"{mails} mails were not accepted");

    /// <summary>Waits until the source was asked so often more.</summary>
    public Task AskedSinceAsync(int before, int times) =>
        UntilAsync(() => Task.FromResult(Asked >= before + times), "the source was not asked");

    /// <summary>Lets the leases of a process that is dead end now instead of in a minute.</summary>
    public Task ForgetLeasesAsync(LiveNode dead) =>
        RunAsync("UPDATE outbox SET lease_until = 1 WHERE state = 'Taken' AND worker LIKE '%-' || @Id || '-%'",
            new { Id = dead.Id.ToString(CultureInfo.InvariantCulture) });

    public void RestartDatabase()
    {
        server.Stop("fast");
        server.Start();
    }

    /// <summary>Stops PostgreSQL until all processes have said that it is away, and longer.</summary>
    public async Task LoseDatabaseAsync(int lines)
    {
        var before = nodes.Sum(node => node.Lines.Count);
        server.Stop("fast");
        await UntilAsync(() => Task.FromResult(nodes.Sum(node => node.Lines.Count) >= before + lines),
            "nobody said that the database is away");
        server.Start();
    }

    public async Task<long> OneAsync(string sql)
    {
        await using var connection = await database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private Task<int> RunAsync(string sql, object values) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(sql, values));

    private async Task UntilAsync(Func<Task<bool>> holds, string otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.That(watch.Elapsed, Is.LessThan(Patience),
                () => $"{otherwise}; {Recipients.Count} came.\n{string.Join("\n", nodes.Select(node => node.Said))}");
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        await source.DisposeAsync();
        database.Dispose();
        server.Dispose();
        folder.Delete(recursive: true);
    }
}
