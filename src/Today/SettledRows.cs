using System.Data.Common;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Today;

/// <summary>
/// Up to where the outbox may be counted: no transaction that is still open can add a row before that.
/// </summary>
/// <param name="Id">The last such row, by its number.</param>
/// <param name="Done">Rows that ended before this instant, in Unix milliseconds, have all been committed.</param>
/// <param name="SeenId">The newest row that was visible.</param>
/// <param name="SeenAt">When that was, by the clock of the database.</param>
internal sealed record SettledRows(long Id, long Done, long SeenId, long SeenAt)
{
    // A transaction that ended a mail may be committed this much later than the time that it wrote, and two clocks may
    // differ by as much.
    private const long Slack = 10_000;
    // A transaction that somebody forgot to end must not stop the counting.
    private const long Patience = 600_000;

    private const string Newest =
        "SELECT COALESCE(max(id), 0), CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT) FROM outbox";

    // Other transactions that write or may be about to; those that have only read for long are not asked, since a
    // backup reads for minutes.
    private const string OldestWriter =
        """
        SELECT CAST(extract(epoch FROM min(xact_start)) * 1000 AS BIGINT) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
            AND state <> 'idle' AND (backend_xid IS NOT NULL OR xact_start > clock_timestamp() - interval '10 seconds')
        """;

    public static Task<SettledRows> AskAsync(Dialect dialect, DbConnection connection, FigureMarks marks,
        DateTimeOffset now) => dialect == Dialect.Sqlite
            ? AskSqliteAsync(connection, now.ToUnixTimeMilliseconds())
            : AskPostgresAsync(connection, marks, now.ToUnixTimeMilliseconds());

    /// <summary>Writers take turns, so that numbers become visible in their order.</summary>
    private static async Task<SettledRows> AskSqliteAsync(DbConnection connection, long now)
    {
        var newest = await connection.ExecuteScalarAsync<long>("SELECT COALESCE(max(id), 0) FROM outbox");
        return new(newest, now - Slack, newest, now);
    }

    /// <summary>
    /// Numbers are given out before their transactions end. Those up to the newest are settled once no transaction is
    /// open that began before it was seen.
    /// </summary>
    private static async Task<SettledRows> AskPostgresAsync(DbConnection connection, FigureMarks marks, long now)
    {
        var (newest, at) = await connection.QuerySingleAsync<(long, long)>(Newest);
        var oldest = await connection.ExecuteScalarAsync<long?>(OldestWriter) ?? long.MaxValue;
        var settled = oldest > at ? newest
            : marks.IsKept && (oldest > marks.SeenAt || at - marks.SeenAt > Patience) ? marks.SeenId
            : marks.PlannedId;
        var done = Math.Min(now, oldest < at - Patience ? now : oldest) - Slack;
        // A newer one is remembered once this one has been counted.
        return settled >= marks.SeenId || !marks.IsKept ? new(settled, done, newest, at)
            : new(settled, done, marks.SeenId, marks.SeenAt);
    }
}
