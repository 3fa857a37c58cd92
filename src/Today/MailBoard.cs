using System.Data.Common;
using Dapper;
using DigestMailer.Outbox;
using DigestMailer.Storage;

namespace DigestMailer.Today;

/// <summary>
/// Reads how the mail of a day is going: from the kept figures, and the few rows that are not counted yet. It takes as
/// long for a million subscribers as for ten.
/// </summary>
internal sealed class MailBoard(Database database, MailFigures figures, TimeProvider clock)
{
    private const int MostNames = 20;
    private static readonly string[] Leading = [Figure.Planned, nameof(MailState.Accepted), nameof(MailState.Rejected),
        nameof(MailState.Expired)];

    // Counting these takes a few hundredths of a second.
    private const int MostUncounted = 10_000;
    // The service counts four times a minute.
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromMinutes(1);
    // The words of the index outbox_open, on SQLite and on PostgreSQL.
    private const string Open = $"done_at IS NULL AND state IN {StateSql.Open}";

    private readonly FigureCount count = new(database.Dialect);

    public async Task<MailToday> ReadAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var now = clock.GetUtcNow();
        var marks = await MailFigures.MarksAsync(connection, now);
        if (await IsFarBehindAsync(connection, marks) && !await IsBeingCountedAsync(connection, now))
        {
            await figures.CountAsync(cancel);
            marks = await MailFigures.MarksAsync(connection, now);
        }

        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var today = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        var uncounted = (await count.PlannedAsync(connection, marks.PlannedId, long.MaxValue))
            .Concat(await count.EndedAsync(connection, marks.DoneUntil, long.MaxValue))
            .Where(figure => figure.Day == today).ToList();
        var kinds = Joined(await KeptAsync(connection, today, Figure.Kind), uncounted, Figure.Kind);
        return new(day, MailCounts.Of(kinds),
            kinds.GroupBy(figure => figure.State)
                .ToDictionary(state => state.Key, state => state.Sum(one => one.Mails)),
            await OpenAsync(connection), await OldestDueAsync(connection, now),
            await NamedAsync(connection, today, Figure.Topic, uncounted),
            await NamedAsync(connection, today, Figure.Domain, uncounted));
    }

    /// <summary>When the oldest mail that is due became due; null where none is.</summary>
    public async Task<DateTimeOffset?> OldestDueAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await OldestDueAsync(connection, clock.GetUtcNow());
    }

    /// <summary>Nobody counts while only commands are used, and a large run leaves a lot.</summary>
    private static async Task<bool> IsFarBehindAsync(DbConnection connection, FigureMarks marks) =>
        await connection.ExecuteScalarAsync<bool>(
            $"""
            SELECT EXISTS (SELECT 1 FROM outbox WHERE done_at >= @DoneUntil LIMIT 1 OFFSET {MostUncounted})
            """,
            marks) || await MailFigures.NewestAsync(connection) - marks.PlannedId > MostUncounted;

    /// <summary>A service that counts also measures what it counted, so that its work is left to it.</summary>
    private static Task<bool> IsBeingCountedAsync(DbConnection connection, DateTimeOffset now) =>
        connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM rounds WHERE name = @name AND ended_at > @since)",
            new { name = Round.Counting, since = now - BetweenCounts });

    private static async Task<IEnumerable<Figure>> KeptAsync(DbConnection connection, long day, string part) =>
        await connection.QueryAsync<Figure>(
            "SELECT day, part, name, state, mails FROM mail_figures WHERE day = @day AND part = @part",
            new { day, part });

    private static List<Figure> Joined(IEnumerable<Figure> kept, IEnumerable<Figure> uncounted, string part) =>
        [.. kept, .. uncounted.Where(figure => figure.Part == part)];

    private static async Task<IReadOnlyList<NamedCounts>> NamedAsync(DbConnection connection, long day, string part,
        IEnumerable<Figure> uncounted)
    {
        var fresh = uncounted.Where(figure => figure.Part == part).ToList();
        var names = (await MostAsync(connection, day, part)).Union(fresh.GroupBy(figure => figure.Name)
            .OrderByDescending(group => group.Sum(figure => figure.Mails)).Take(MostNames).Select(group => group.Key))
            .ToList();
        var kept = await connection.QueryAsync<Figure>(
            """
            SELECT day, part, name, state, mails FROM mail_figures
            WHERE day = @day AND part = @part AND name IN @names
            """,
            new { day, part, names });
        return [.. kept.Concat(fresh.Where(figure => names.Contains(figure.Name))).GroupBy(figure => figure.Name)
            .Select(group => new NamedCounts(group.Key, MailCounts.Of(group)))
            .OrderByDescending(one => Math.Max(one.Mails.Due, one.Mails.Sent))
            .ThenBy(one => one.Name, StringComparer.Ordinal).Take(MostNames)];
    }

    /// <summary>Along the index, since a day may have a hundred thousand domains.</summary>
    private static Task<IEnumerable<string>> MostAsync(DbConnection connection, long day, string part) =>
        connection.QueryAsync<string>(string.Join(" UNION ", Leading.Select(state =>
            $"""
            SELECT name FROM (SELECT name FROM mail_figures WHERE day = @day AND part = @part AND state = '{state}'
                ORDER BY mails DESC LIMIT {MostNames}) AS {state}_most
            """)), new { day, part });

    private static Task<long> OpenAsync(DbConnection connection) => connection.ExecuteScalarAsync<long>(
        $"SELECT count(*) FROM (SELECT 1 FROM outbox WHERE {Open} LIMIT {MailToday.MostCounted}) AS waiting");

    /// <summary>The index begins with the priority, so each is asked by itself.</summary>
    private static async Task<DateTimeOffset?> OldestDueAsync(DbConnection connection, DateTimeOffset now)
    {
        var oldest = await connection.ExecuteScalarAsync<long?>(
            $"""
            SELECT min(due_at) FROM (
                SELECT min(due_at) AS due_at FROM outbox WHERE {Open} AND priority = 0
                UNION ALL SELECT min(due_at) FROM outbox WHERE {Open} AND priority = 1
                UNION ALL SELECT min(due_at) FROM outbox WHERE {Open} AND priority = 2) AS firsts
            """);
        return oldest is { } time && DateTimeOffset.FromUnixTimeMilliseconds(time) is var due && due <= now ? due
            : null;
    }
}
