using System.Data.Common;
using System.Text.Json;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Today;

/// <summary>
/// Keeps the counts of mail by day: each row of the outbox is counted once when it is planned and once when it has
/// ended, a few thousand at a time, by whichever process comes first.
/// </summary>
internal sealed class MailFigures(Database database, TimeProvider clock)
{
    private const int AtOnce = 50_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    private readonly FigureCount count = new(database.Dialect);

    /// <summary>Counts all that is not counted yet.</summary>
    /// <returns>What was counted now.</returns>
    public async Task<IReadOnlyList<CountedMails>> CountAsync(CancellationToken cancel = default)
    {
        var counted = new List<CountedMails>();
        while (await StepAsync(counted, cancel))
        {
            cancel.ThrowIfCancellationRequested();
        }

        return counted;
    }

    /// <returns>Whether there may be more to count.</returns>
    private async Task<bool> StepAsync(List<CountedMails> counted, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var marks = await MarksAsync(connection, clock.GetUtcNow());
        var settled = await SettledRows.AskAsync(database.Dialect, connection, marks, clock.GetUtcNow());
        var planned = Math.Max(marks.PlannedId,
            Math.Min(settled.Id, await PlannedToAsync(connection, marks.PlannedId)));
        var done = await DoneToAsync(connection, marks.DoneUntil, settled.Done);
        var figures = (await count.PlannedAsync(connection, marks.PlannedId, planned))
            .Concat(await count.EndedAsync(connection, marks.DoneUntil, done)).ToList();
        if (figures.Count == 0 && marks.IsKept && settled.SeenId == marks.SeenId)
        {
            return false;
        }

        if (!await KeepAsync(marks, new(planned, done, settled.SeenId, settled.SeenAt, true), figures, cancel))
        {
            return true;
        }

        counted.Add(new(figures, marks.DoneUntil, done));
        return figures.Count > 0;
    }

    /// <summary>How far the counting has come; where it never began, the day before is where it begins.</summary>
    public static async Task<FigureMarks> MarksAsync(DbConnection connection, DateTimeOffset now)
    {
        if (await connection.QueryFirstOrDefaultAsync<MarksRow>(
            "SELECT planned_id, done_until, seen_id, seen_at FROM figure_marks WHERE id = 1") is { } row)
        {
            return new(row.PlannedId, row.DoneUntil, row.SeenId, row.SeenAt, true);
        }

        var from = new DateTimeOffset(now.UtcDateTime.Date.AddDays(-1), TimeSpan.Zero).ToUnixTimeMilliseconds();
        var first = await connection.ExecuteScalarAsync<long?>(
            """
            SELECT min(id) FROM (
                SELECT min(id) AS id FROM outbox WHERE done_at IS NULL
                UNION ALL SELECT min(id) FROM outbox WHERE done_at >= @from) AS firsts
            """,
            new { from });
        return new((first ?? await NewestAsync(connection) + 1) - 1, from, 0, 0, false);
    }

    public static async Task<long> NewestAsync(DbConnection connection) =>
        await connection.ExecuteScalarAsync<long?>("SELECT max(id) FROM outbox") ?? 0;

    private static async Task<long> PlannedToAsync(DbConnection connection, long after) =>
        await connection.ExecuteScalarAsync<long?>(
            $"SELECT max(id) FROM (SELECT id FROM outbox WHERE id > @after ORDER BY id LIMIT {AtOnce}) AS chunk",
            new { after }) ?? after;

    /// <summary>Until before the row that is too many; rows of one instant are never separated.</summary>
    private static async Task<long> DoneToAsync(DbConnection connection, long from, long settled)
    {
        var next = await connection.ExecuteScalarAsync<long?>(
            $"SELECT done_at FROM outbox WHERE done_at >= @from ORDER BY done_at LIMIT 1 OFFSET {AtOnce}",
            new { from });
        return Math.Max(from, Math.Min(settled, next is { } more ? Math.Max(more, from + 1) : settled));
    }

    /// <returns>False where another process has counted meanwhile, and nothing was written.</returns>
    private Task<bool> KeepAsync(FigureMarks before, FigureMarks after, List<Figure> figures,
        CancellationToken cancel) => database.WriteAsync(async transaction =>
    {
        if (!await MoveMarksAsync(transaction, before, after))
        {
            return false;
        }

        await transaction.ExecuteAsync(
            $"""
            INSERT INTO mail_figures(day, part, name, state, mails)
            SELECT CAST(value->>'Day' AS BIGINT), value->>'Part', value->>'Name', value->>'State',
                CAST(value->>'Mails' AS BIGINT)
            FROM {transaction.Dialect.JsonRows("@rows")} AS r WHERE TRUE
            ON CONFLICT (day, part, name, state) DO UPDATE SET mails = mail_figures.mails + excluded.mails
            """,
            new { rows = JsonSerializer.Serialize(figures) });
        await transaction.ExecuteAsync("DELETE FROM mail_figures WHERE day < @before",
            new { before = clock.GetUtcNow() - KeptFor });
        return true;
    }, cancel);

    private static async Task<bool> MoveMarksAsync(Transaction transaction, FigureMarks before, FigureMarks after)
    {
        var values = new
        {
            after.PlannedId,
            after.DoneUntil,
            after.SeenId,
            after.SeenAt,
            OldId = before.PlannedId,
            OldUntil = before.DoneUntil,
            OldSeen = before.SeenAt,
        };
        return await transaction.ExecuteAsync(before.IsKept
            ? """
                UPDATE figure_marks SET planned_id = @PlannedId, done_until = @DoneUntil, seen_id = @SeenId,
                    seen_at = @SeenAt
                WHERE id = 1 AND planned_id = @OldId AND done_until = @OldUntil AND seen_at = @OldSeen
                """
            : """
                INSERT INTO figure_marks(id, planned_id, done_until, seen_id, seen_at)
                VALUES (1, @PlannedId, @DoneUntil, @SeenId, @SeenAt) ON CONFLICT (id) DO NOTHING
                """, values) > 0;
    }

    private sealed record MarksRow
    {
        public long PlannedId { get; init; }

        public long DoneUntil { get; init; }

        public long SeenId { get; init; }

        public long SeenAt { get; init; }
    }
}
