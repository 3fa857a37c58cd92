using System.Text.Json;
using Dapper;
using DigestMailer.Digests.Choosing;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Outbox;

/// <summary>
/// Deletes what is old, in small transactions: mail that has ended becomes a count for its day, and attempts and
/// digests that nobody needs are deleted. A digest stays while it keeps a paper from being sent to somebody twice.
/// </summary>
internal sealed class Retention(Database database, IOptions<DeliveryOptions> delivery, IOptions<DigestOptions> digests,
    TimeProvider clock)
{
    private const int AtOnce = 5000;
    private const string Ended = $"state IN {StateSql.Ended}";
    private static readonly TimeSpan LongestRhythm = Rhythm.Longest + TimeSpan.FromDays(1);

    public async Task<Tidied> TidyAsync(IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var attempts =
            await SweepAsync("attempts", "at", now - delivery.Value.KeepAttempts, ForgetAttemptsAsync, progress,
                cancel);
        var mails = await SweepAsync("outbox", "slot", now - delivery.Value.KeepMail, FoldAsync, progress, cancel);
        var needed = await NeededSinceAsync(now, cancel);
        await database.WriteAsync(transaction => ForgetFormerAsync(transaction, needed), cancel);
        var chosen =
            await SweepAsync("digests", "created_at", needed, ForgetDigestsAsync, progress, cancel);
        return new Tidied(mails, attempts, chosen);
    }

    /// <summary>
    /// Goes through the oldest rows of a table by their numbers, which grow with time, until they are younger than
    /// <paramref name="before"/>.
    /// </summary>
    private async Task<long> SweepAsync(string table, string time, DateTimeOffset before,
        Func<Transaction, Span, Task<int>> forget, IProgress<int>? progress, CancellationToken cancel)
    {
        var (after, forgotten) = (0L, 0L);
        while (await NextAsync(table, time, after, cancel) is { Last: { } last } chunk
            && chunk.Oldest < before.ToUnixTimeMilliseconds())
        {
            cancel.ThrowIfCancellationRequested();
            forgotten += await database.WriteAsync(transaction => forget(transaction, new Span(after, last, before)),
                cancel);
            after = last;
            progress?.Report((int)Math.Min(forgotten, int.MaxValue));
        }

        return forgotten;
    }

    private async Task<Chunk> NextAsync(string table, string time, long after, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleAsync<Chunk>(
            $"""
            SELECT max(id) AS last, min({time}) AS oldest
            FROM (SELECT id, {time} FROM {table} WHERE id > @after ORDER BY id LIMIT {AtOnce}) AS chunk
            """,
            new { after });
    }

    private static Task<int> ForgetAttemptsAsync(Transaction transaction, Span span) =>
        transaction.ExecuteAsync(
            $"""
            DELETE FROM attempts WHERE id > @After AND id <= @Last AND at < @Before
                AND EXISTS (SELECT 1 FROM outbox o WHERE o.id = attempts.outbox_id AND o.{Ended})
            """,
            span);

    private static async Task<int> FoldAsync(Transaction transaction, Span span)
    {
        var ids = (await transaction.QueryAsync<long>(
            $"""
            SELECT id FROM outbox WHERE id > @After AND id <= @Last AND done_at < @Before AND {Ended}
            {transaction.Dialect.SkipLocked}
            """,
            span)).ToList();
        if (ids.Count == 0)
        {
            return 0;
        }

        var these = new { ids = JsonSerializer.Serialize(ids) };
        var listed = transaction.Dialect.JsonValues("@ids");
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO mail_days(day, kind, state, mails, attempts)
            SELECT done_at - done_at % 86400000, COALESCE(letter, kind), state, count(*), sum(attempts) FROM outbox
            WHERE id IN {listed} GROUP BY done_at - done_at % 86400000, COALESCE(letter, kind), state
            ON CONFLICT (day, kind, state) DO UPDATE
            SET mails = mail_days.mails + excluded.mails, attempts = mail_days.attempts + excluded.attempts
            """,
            these);
        return await transaction.ExecuteAsync($"DELETE FROM outbox WHERE id IN {listed}", these);
    }

    /// <summary>
    /// How far back digests are needed: the next choice looks at them, and so does one after a mail has ended unsent.
    /// The windows of all digests that may still end that way count too.
    /// </summary>
    private async Task<DateTimeOffset> NeededSinceAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var window = digests.Value.Window > LongestRhythm ? digests.Value.Window : LongestRhythm;
        var before = now - (delivery.Value.KeepMail > window ? delivery.Value.KeepMail : window);
        await using var connection = await database.OpenAsync(cancel);
        var reach =
            await connection.QueryFirstOrDefaultAsync<long?>(
                "SELECT min(window_from) FROM digests WHERE created_at >= @before", new { before });
        return reach < before.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(reach.Value) : before;
    }

    /// <summary>What a digest held that a reader has removed, once no other of theirs looks back as far.</summary>
    private static Task<int> ForgetFormerAsync(Transaction transaction, DateTimeOffset before) =>
        transaction.ExecuteAsync(
            """
            DELETE FROM former_digests WHERE digest_id IN (SELECT d.id FROM digests d WHERE d.created_at < @before
                AND NOT EXISTS (SELECT 1 FROM subscriptions y WHERE y.reader_id = former_digests.reader_id
                    AND COALESCE(y.chosen_at, y.next_at, @before) <= d.created_at))
            """,
            new { before });

    /// <summary>
    /// The head of each chain stays, and what is behind it as far as papers may be chosen again for a reader
    /// who was not served for long.
    /// </summary>
    private static async Task<int> ForgetDigestsAsync(Transaction transaction, Span span)
    {
        var ids = (await transaction.QueryAsync<long>(
            """
            WITH RECURSIVE needed(id, since) AS (
                SELECT s.last_digest_id, min(CASE WHEN s.reader_id IS NULL
                    THEN COALESCE(s.chosen_at, s.next_at, @Before)
                    ELSE (SELECT min(COALESCE(y.chosen_at, y.next_at, @Before)) FROM subscriptions y
                        WHERE y.reader_id = s.reader_id) END)
                FROM subscriptions s WHERE s.last_digest_id IS NOT NULL GROUP BY s.last_digest_id
                UNION
                SELECT f.digest_id, (SELECT min(COALESCE(y.chosen_at, y.next_at, @Before)) FROM subscriptions y
                    WHERE y.reader_id = f.reader_id)
                FROM former_digests f
                UNION
                SELECT p.id, n.since
                FROM needed n JOIN digests d ON d.id = n.id JOIN digests p ON p.id = d.previous_id
                WHERE p.created_at >= n.since)
            SELECT d.id FROM digests d WHERE d.id > @After AND d.id <= @Last AND d.created_at < @Before
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.digest_id = d.id)
                AND d.id NOT IN (SELECT id FROM needed)
            """,
            span)).ToList();
        if (ids.Count == 0)
        {
            return 0;
        }

        var these = new { ids = JsonSerializer.Serialize(ids) };
        var listed = transaction.Dialect.JsonValues("@ids");
        await transaction.ExecuteAsync(
            $"UPDATE digests SET previous_id = NULL WHERE previous_id IN {listed} AND id NOT IN {listed}",
            these);
        return await transaction.ExecuteAsync($"DELETE FROM digests WHERE id IN {listed}", these);
    }

    private sealed record Span(long After, long Last, DateTimeOffset Before);

    private sealed record Chunk
    {
        public long? Last { get; init; }

        public long? Oldest { get; init; }
    }
}

/// <summary>What was deleted.</summary>
/// <param name="Mails">Folded into counts.</param>
internal sealed record Tidied(long Mails, long Attempts, long Digests);
