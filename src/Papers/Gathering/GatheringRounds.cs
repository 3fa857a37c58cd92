using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Gathering;

/// <summary>
/// Gatherings over all sources, each with its begin and its end, so that others see whether the papers of an hour are
/// in, whichever process gathers them.
/// </summary>
internal sealed class GatheringRounds(Database database, Gatherer gatherer, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>
    /// Gathers from all sources. The round ends where the gathering fails too, since nothing more is to come; where it
    /// is stopped, it does not, so that the next start gathers again.
    /// </summary>
    public async Task<GatherResult> GatherAsync(CancellationToken cancel)
    {
        var round = await BeginAsync(cancel);
        try
        {
            return await gatherer.GatherAsync(null, null, cancel);
        }
        finally
        {
            if (!cancel.IsCancellationRequested)
            {
                await EndAsync(round);
            }
        }
    }

    private Task<long> BeginAsync(CancellationToken cancel) => database.WriteAsync(async transaction =>
    {
        var now = clock.GetUtcNow();
        await transaction.ExecuteAsync("DELETE FROM gathering_rounds WHERE started_at < @before",
            new { before = now - Kept });
        return await transaction.QuerySingleAsync<long>(
            "INSERT INTO gathering_rounds(started_at) VALUES (@now) RETURNING id", new { now });
    }, cancel);

    private Task<int> EndAsync(long round) => database.WriteAsync(transaction => transaction.ExecuteAsync(
        "UPDATE gathering_rounds SET ended_at = @now WHERE id = @round", new { now = clock.GetUtcNow(), round }));

    /// <summary>How far the gatherings are that began at this time or later.</summary>
    public async Task<GatheringProgress> SinceAsync(DateTimeOffset since, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var (begun, ended) = await connection.QuerySingleAsync<(long, long)>(
            "SELECT count(*), count(ended_at) FROM gathering_rounds WHERE started_at >= @since", new { since });
        return ended > 0 ? GatheringProgress.Ended
            : begun > 0 ? GatheringProgress.UnderWay : GatheringProgress.NotBegun;
    }
}

/// <summary>How far a gathering is.</summary>
internal enum GatheringProgress { NotBegun, UnderWay, Ended }
