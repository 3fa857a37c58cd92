using System.Text.Json;
using Dapper;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Delivery;

/// <summary>
/// What a person wrote and liked, where it stays after they have gone: in the topics of their digests, and in the
/// reasons for which papers were chosen. What another person's mail or choice still needs is theirs, too, and stays.
/// </summary>
internal sealed class WishTraces(Database database)
{
    /// <summary>Ids of a person's digests; to be asked before the person is erased.</summary>
    public async Task<IReadOnlyList<long>> DigestsAsync(long subscriberId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<long>(
            $"""
            WITH RECURSIVE theirs(id) AS (
                SELECT last_digest_id FROM subscriptions
                WHERE subscriber_id IN {ReaderSql.Rows("@subscriberId")} AND last_digest_id IS NOT NULL
                UNION
                SELECT digest_id FROM former_digests
                WHERE reader_id IN {ReaderSql.Rows("@subscriberId")}
                UNION
                SELECT digest_id FROM outbox WHERE subscriber_id IN {ReaderSql.Rows("@subscriberId")}
                    AND digest_id IS NOT NULL
                UNION
                SELECT d.previous_id FROM theirs t JOIN digests d ON d.id = t.id WHERE d.previous_id IS NOT NULL)
            SELECT id FROM theirs
            """,
            new { subscriberId })];
    }

    /// <summary>
    /// Deletes those of these digests that nobody else has, and all topics that nobody follows: a person may have
    /// followed some before, of which no digest tells.
    /// </summary>
    public async Task EraseAsync(IReadOnlyList<long> digests, CancellationToken cancel)
    {
        await database.WriteAsync(async transaction =>
        {
            var ids = new { ids = JsonSerializer.Serialize(digests) };
            var listed = transaction.Dialect.JsonValues("@ids");
            // A digest that somebody else needs keeps those before it, too.
            await transaction.ExecuteAsync(
                $"""
                WITH RECURSIVE needed(id) AS (
                    SELECT d.id FROM digests d WHERE d.id IN {listed} AND (
                        EXISTS (SELECT 1 FROM outbox o WHERE o.digest_id = d.id)
                        OR EXISTS (SELECT 1 FROM digests n WHERE n.previous_id = d.id AND n.id NOT IN {listed})
                        OR d.id IN (SELECT last_digest_id FROM subscriptions WHERE last_digest_id IN {listed})
                        OR d.id IN (SELECT digest_id FROM former_digests WHERE digest_id IN {listed}))
                    UNION
                    SELECT d.previous_id FROM needed n JOIN digests d ON d.id = n.id WHERE d.previous_id IS NOT NULL)
                DELETE FROM digests WHERE id IN {listed} AND id NOT IN (SELECT id FROM needed)
                """,
                ids);
            await transaction.ExecuteAsync(
                """
                DELETE FROM topic_sets WHERE id NOT IN (SELECT topic_set_id FROM subscriptions)
                    AND id NOT IN (SELECT topic_set_id FROM digests)
                """);
        }, cancel);
        await database.ForgetAsync(cancel);
    }
}
