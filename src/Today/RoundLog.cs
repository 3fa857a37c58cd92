using System.Data.Common;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Today;

/// <summary>How each round of the schedule went last, over all processes: the heartbeat of the service.</summary>
internal sealed class RoundLog(Database database, TimeProvider clock, ILogger<RoundLog> log)
{
    // Delivery looks for mail each five seconds, and a heartbeat need not cost a write each time.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, DateTimeOffset> noted = [];
    private readonly Dictionary<string, DateTimeOffset> running = [];
    private readonly Lock gate = new();

    /// <summary>A round begins in this process, and is under way until the result is disposed.</summary>
    public IDisposable Begin(string name)
    {
        lock (gate)
        {
            running[name] = clock.GetUtcNow();
        }

        return new Running(this, name);
    }

    /// <summary>Since when a round is under way in this process; null while it is not.</summary>
    public DateTimeOffset? Since(string name)
    {
        lock (gate)
        {
            return running.TryGetValue(name, out var since) ? since : null;
        }
    }

    /// <summary>A round ended well.</summary>
    public Task EndedAsync(string name, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (noted.TryGetValue(name, out var before) && now - before < Between)
            {
                return Task.CompletedTask;
            }

            noted[name] = now;
        }

        return NoteAsync(
            """
            INSERT INTO rounds(name, ended_at) VALUES (@name, @now)
            ON CONFLICT (name) DO UPDATE SET ended_at = excluded.ended_at
            """,
            name, null, cancel);
    }

    /// <summary>A round failed; the next that goes well is noted at once.</summary>
    public Task FailedAsync(string name, string fault, CancellationToken cancel = default)
    {
        lock (gate)
        {
            noted.Remove(name);
        }

        return NoteAsync(
            """
            INSERT INTO rounds(name, failed_at, fault) VALUES (@name, @now, @fault)
            ON CONFLICT (name) DO UPDATE SET failed_at = excluded.failed_at, fault = excluded.fault
            """,
            name, fault, cancel);
    }

    /// <summary>What cannot be noted is not worth a fault of its own: the database is what failed.</summary>
    private async Task NoteAsync(string sql, string name, string? fault, CancellationToken cancel)
    {
        try
        {
            await database.WriteAsync(
                transaction => transaction.ExecuteAsync(sql, new { name, now = clock.GetUtcNow(), fault }), cancel);
        }
        catch (Exception failed) when (failed is DbException
            || (failed is OperationCanceledException && cancel.IsCancellationRequested))
        {
            log.LogDebug(failed, "How {Round} went could not be kept", name);
        }
    }

    public async Task<IReadOnlyList<Round>> ReadAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<Round>(
            "SELECT name, ended_at, failed_at, fault FROM rounds ORDER BY name")];
    }

    private sealed class Running(RoundLog rounds, string name) : IDisposable
    {
        public void Dispose()
        {
            lock (rounds.gate)
            {
                rounds.running.Remove(name);
            }
        }
    }
}
