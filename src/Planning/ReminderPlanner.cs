using System.Text.Json;
using Dapper;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;
using DigestMailer.Subscribers.Times;

namespace DigestMailer.Planning;

/// <summary>Puts the weekly reminders of saved papers that are due into the outbox, behind the digests.</summary>
internal sealed class ReminderPlanner(Database database, Letters letters, TimeProvider clock)
{
    private const int InOneTransaction = 1000;

    public const string IsDue =
        "r.next_at <= @Now AND (CAST(@Only AS BIGINT) IS NULL OR r.subscriber_id = @Only)";

    // Nobody is reminded of an empty list; the week passes all the same.
    private const string HasPapers =
        $"""
        CASE WHEN {ReaderSql.State} = 'Confirmed'
            AND EXISTS (SELECT 1 FROM saved_papers x WHERE x.subscriber_id = r.subscriber_id) THEN 1 ELSE 0 END
        """;

    /// <summary>
    /// Plans what is due now. Twice, or in two processes, it plans nobody twice: who moves the time of the next one has
    /// the reminder.
    /// </summary>
    /// <param name="only">Only this reader's.</param>
    public async Task PlanAsync(long? only, CancellationToken cancel)
    {
        while (await AnyAsync(only, cancel))
        {
            await database.WriteAsync(transaction => PlanAsync(transaction, only), cancel);
        }
    }

    private async Task<bool> AnyAsync(long? only, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(
            $"SELECT EXISTS (SELECT 1 FROM saved_reminders r WHERE {IsDue})",
            new { Now = clock.GetUtcNow(), Only = only });
    }

    private async Task PlanAsync(Transaction transaction, long? only)
    {
        var now = clock.GetUtcNow();
        var due = (await transaction.QueryAsync<DueReminder>(
            $"""
            SELECT r.subscriber_id AS id, r.next_at AS slot, s.zone, {HasPapers} AS has_papers
            FROM saved_reminders r JOIN subscribers p ON p.id = r.subscriber_id
            JOIN subscriptions s ON s.subscriber_id = p.id
            WHERE {IsDue} ORDER BY r.next_at, r.subscriber_id LIMIT {InOneTransaction}
            """, new { Now = now, Only = only })).ToList();
        var moved = (await transaction.QueryAsync<long>(
            $"""
            UPDATE saved_reminders SET next_at = CAST(value->>'Next' AS BIGINT)
            FROM {transaction.Dialect.JsonRows("@rows")} AS r
            WHERE subscriber_id = CAST(value->>'Id' AS BIGINT) AND next_at = CAST(value->>'Slot' AS BIGINT)
            RETURNING subscriber_id
            """,
            new
            {
                rows = JsonSerializer.Serialize(due.Select(one => new
                {
                    one.Id,
                    Slot = one.Slot.ToUnixTimeMilliseconds(),
                    Next = one.Next(now).ToUnixTimeMilliseconds(),
                })),
            })).ToHashSet();
        await letters.RemindAsync(transaction,
            [.. due.Where(one => one.HasPapers && moved.Contains(one.Id)).Select(one => one.Id)]);
    }

    private sealed record DueReminder
    {
        public long Id { get; init; }

        public DateTimeOffset Slot { get; init; }

        public string Zone { get; init; } = "";

        public bool HasPapers { get; init; }

        /// <summary>The same hour of the reader's day, a week on or as many as it takes: none is made up for.</summary>
        public DateTimeOffset Next(DateTimeOffset now)
        {
            var zone = Zones.TryFind(Zone, out var known) ? known : TimeZoneInfo.Utc;
            var local = TimeZoneInfo.ConvertTime(Slot, zone).DateTime;
            var next = Slot;
            while (next <= now)
            {
                local = local.AddDays(7);
                next = LocalTime.Instant(local, zone);
            }

            return next;
        }
    }
}
