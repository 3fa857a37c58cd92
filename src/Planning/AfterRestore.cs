using DigestMailer.Digests.Choosing;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Times;
using Microsoft.Extensions.Options;

namespace DigestMailer.Planning;

/// <summary>
/// Makes a restored database safe to send from. Nobody knows what was sent after the backup, so what was open counts as
/// sent, and so does each slot between the backup and now: losing one digest is better than sending it twice.
/// </summary>
internal sealed class AfterRestore(IOptions<DigestOptions> digests, TimeProvider clock)
{
    /// <summary>More than any installation gives out between its backup and a crash.</summary>
    private const long IdsAfterBackup = 10_000_000;

    private const string Missed =
        "state = 'Confirmed' AND next_at <= @now AND (paused_until IS NULL OR paused_until <= @now)";

    public async Task<SettledMail> SettleAsync(Database restored, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        return await restored.WriteAsync(async transaction =>
        {
            await SkipIdsAsync(restored, transaction);
            return new SettledMail(
                await CancelOpenAsync(transaction, now),
                await SkipMissedAsync(restored, transaction, now));
        }, cancel);
    }

    /// <summary>
    /// Links in mails that were sent after the backup name who and what was new by then. They do nothing from now on,
    /// rather than act for whoever gets that id next.
    /// </summary>
    private static async Task SkipIdsAsync(Database restored, Transaction transaction)
    {
        foreach (var table in new[] { "subscribers", "papers", "digests" })
        {
            await restored.SkipIdsAsync(transaction, table, IdsAfterBackup);
        }
    }

    /// <summary>An attempt in doubt keeps the papers of a cancelled mail in its reader's history.</summary>
    private static async Task<int> CancelOpenAsync(Transaction transaction, DateTimeOffset now)
    {
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO attempts(outbox_id, at, outcome, text)
            SELECT id, @now, {StateSql.InDoubt}, 'Open in a backup that was restored; it may have been sent later.'
            FROM outbox WHERE state IN {StateSql.Open}
            """,
            new { now });
        return await transaction.ExecuteAsync(
            $"""
            UPDATE outbox SET state = @state, done_at = @now, worker = NULL, lease_until = NULL
            WHERE state IN {StateSql.Open}
            """,
            new { state = nameof(MailState.Cancelled), now });
    }

    private async Task<int> SkipMissedAsync(Database restored, Transaction transaction, DateTimeOffset now)
    {
        var rhythms = (await transaction.QueryAsync<MissedRhythm>(
            $"SELECT DISTINCT every, weekday, at_minute, zone FROM subscriptions WHERE {Missed}", new { now }))
            .ToList();
        if (rhythms.Count == 0)
        {
            return 0;
        }

        var digest = await KeepHistoryAsync(restored, transaction, now);
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO former_digests(reader_id, digest_id)
            SELECT DISTINCT reader_id, CAST(@digest AS BIGINT) FROM subscriptions
            WHERE reader_id IS NOT NULL AND {Missed}
            """,
            new { now, digest });
        var skipped = 0;
        foreach (var rhythm in rhythms)
        {
            skipped += await transaction.ExecuteAsync(
                $"""
                UPDATE subscriptions SET next_at = @next, chosen_at = @now,
                    last_digest_id = CASE WHEN reader_id IS NULL THEN @digest ELSE last_digest_id END
                WHERE {Missed} AND every = @every AND weekday = @Weekday AND at_minute = @AtMinute AND zone = @Zone
                """,
                new
                {
                    now,
                    digest,
                    next = rhythm.Next(now),
                    every = rhythm.Every.ToString(),
                    rhythm.Weekday,
                    rhythm.AtMinute,
                    rhythm.Zone,
                });
        }

        return skipped;
    }

    /// <summary>
    /// One digest that nobody is sent, in the history of all who may have been: each paper that a choice from now on
    /// could still reach.
    /// </summary>
    private async Task<long> KeepHistoryAsync(Database restored, Transaction transaction, DateTimeOffset now)
    {
        var id = (await restored.ReserveIdsAsync(transaction, "digests", 1))[0];
        var reach = now - (digests.Value.Window > Rhythm.Longest ? digests.Value.Window : Rhythm.Longest);
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO digests(id, kind, topic_set_id, every, slot, window_from, matched, created_at)
            SELECT @id, @kind, min(topic_set_id), @every, @now, @reach, 0, @now FROM subscriptions WHERE {Missed}
            """,
            new { id, kind = nameof(DigestKind.Digest), every = nameof(Every.Day), now, reach });
        await transaction.ExecuteAsync(
            """
            INSERT INTO digest_papers(digest_id, rank, paper_id, score, because)
            SELECT @id, row_number() OVER (ORDER BY id), id, 0, '{}' FROM papers WHERE first_seen >= @reach
            """,
            new { id, reach });
        return id;
    }

    private sealed record MissedRhythm
    {
        public Every Every { get; init; }

        public int Weekday { get; init; }

        public int AtMinute { get; init; }

        public string Zone { get; init; } = "";

        /// <summary>Where the system does not know the zone, the planner waits for it, and a day is enough.</summary>
        public DateTimeOffset Next(DateTimeOffset now) => Zones.TryFind(Zone, out var zone)
            ? Rhythm.Stored(Every, Weekday, AtMinute, zone).Next(now)
            : now.AddDays(1);
    }
}

/// <summary>What a restore ended without sending it.</summary>
/// <param name="Cancelled">Mails that were open in the backup.</param>
/// <param name="Skipped">Subscribers who were due between the backup and now.</param>
internal sealed record SettledMail(int Cancelled, int Skipped);
