using Dapper;
using DigestMailer.Papers.Merging;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Gathering;

/// <summary>
/// What the gatherings of the past say: which days a source has answered, and how it is doing. Rows are written by
/// <see cref="PaperStore"/> together with the papers.
/// </summary>
internal sealed class GatheringLog(Database database)
{
    /// <summary>
    /// Which papers a source listed in its last edition before <paramref name="edition"/>, by its own ids.
    /// </summary>
    public async Task<ISet<string>> PreviousBatchAsync(string source, DateOnly edition,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var ids = await connection.QueryAsync<string>(
            """
            SELECT source_id FROM listings WHERE source = @source
                AND edition = (SELECT max(edition) FROM listings WHERE source = @source AND edition < @edition)
            """,
            new { source, edition });
        return ids.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// The newest edition that a source has answered with, and how many papers it had; null where it never did.
    /// </summary>
    public async Task<(DateOnly Edition, int Listed)?> NewestAnswerAsync(string source,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.QueryFirstOrDefaultAsync<GatheringRow>(
            "SELECT edition, listed FROM gatherings WHERE source = @source AND past = 0 AND state IN ('Fresh', "
                + "'Empty', 'Late') ORDER BY edition DESC, listed DESC LIMIT 1", new { source });
        return row is null ? null : (row.Edition, row.Listed);
    }

    /// <summary>The days since <paramref name="from"/> that a source has answered in full.</summary>
    public async Task<IReadOnlyDictionary<DateOnly, Answered>> AnsweredAsync(string source, DateOnly from,
        CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<GatheringRow>(
            """
            SELECT edition, max(at) AS at, max(listed) AS listed FROM gatherings
            WHERE source = @source AND edition >= @from AND state IN ('Fresh', 'Empty', 'Late', 'Stale')
                GROUP BY edition
            """,
            new { source, from });
        return rows.ToDictionary(row => row.Edition, row => new Answered(row.At, row.Listed == 0));
    }

    /// <summary>Until when the server of a source wants to be left alone; null where it did not say.</summary>
    public async Task<DateTimeOffset?> AskAfterAsync(string source, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var until = await connection.ExecuteScalarAsync<long?>(
            "SELECT ask_after FROM gatherings WHERE source = @source ORDER BY id DESC LIMIT 1", new { source });
        return until is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;
    }

    /// <summary>How each source did when it was last asked for its newest papers, by name.</summary>
    public async Task<IReadOnlyDictionary<string, SourceHealth>> HealthAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var rows = await connection.QueryAsync<SourceHealth>(
            """
            SELECT g.source AS name, g.state, g.edition, g.at, g.listed, g.new, g.error,
                (SELECT max(w.at) FROM gatherings w WHERE w.source = g.source AND w.past = 0
                    AND w.state IN ('Fresh', 'Empty')) AS last_good,
                (SELECT min(b.at) FROM gatherings b WHERE b.source = g.source AND b.past = 0 AND b.id >
                    COALESCE((SELECT max(w.id) FROM gatherings w WHERE w.source = g.source AND w.past = 0
                        AND w.state IN ('Fresh', 'Empty')), 0)) AS bad_since
            FROM gatherings g WHERE g.id IN (SELECT max(id) FROM gatherings WHERE past = 0 GROUP BY source)
            """);
        return rows.ToDictionary(row => row.Name, StringComparer.Ordinal);
    }

    private sealed record GatheringRow
    {
        public DateOnly Edition { get; init; }

        public DateTimeOffset At { get; init; }

        public int Listed { get; init; }
    }
}
