using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;

namespace DigestMailer.Storage.Postgres;

/// <summary>
/// One try at the database that waits where PostgreSQL is gone for a moment: a restart, a failover, a line that broke.
/// A minute in all, so that what stays broken is heard of.
/// </summary>
/// <param name="say">Hears once of each wait: why, and for how long at most.</param>
internal sealed class PostgresOutage(Action<string> say)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private long? began;
    private TimeSpan wait = FirstWait;

    /// <summary>
    /// Whether it is worth trying again: the server or the line is to blame, not what was asked, and the minute is not
    /// over.
    /// </summary>
    public bool IsPassing(NpgsqlException fault) =>
        (began is null || Stopwatch.GetElapsedTime(began.Value) < Most)
            && (fault is PostgresException answer ? IsPassing(answer)
                : fault.InnerException is IOException or SocketException);

    private static bool IsPassing(PostgresException answer) =>
        answer.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
        || answer.SqlState.StartsWith("08", StringComparison.Ordinal)
        // A migration of a newer version changed a table under a prepared statement; the driver prepares it again.
        || answer is { SqlState: PostgresErrorCodes.FeatureNotSupported, Routine: "RevalidateCachedQuery" };

    public async Task WaitAsync(NpgsqlException fault, CancellationToken cancel)
    {
        if (began is null)
        {
            began = Stopwatch.GetTimestamp();
            say($"{(fault as PostgresException)?.MessageText ?? fault.InnerException?.Message ?? fault.Message}; "
                + $"trying again for up to {Most.TotalSeconds} s, nothing is lost meanwhile.");
        }

        await Task.Delay(wait, TimeProvider.System, cancel);
        wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
    }
}
