using System.Text.Json;
using DigestMailer.Events;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Subscribers;

/// <summary>
/// Enrols many people by a handful of statements, however many they are: what is known of them is read once, and what
/// they are now is written in sets.
/// </summary>
/// <param name="people">Each address at most once, with its hash.</param>
internal sealed class EnrolmentBatch(Database database, Transaction transaction, DateTimeOffset now,
    IReadOnlyList<(Enrolment Person, string Hash)> people)
{
    /// <param name="keep">Whether to write what becomes of them, or only to tell.</param>
    /// <returns>What becomes of each, in order.</returns>
    public async Task<IReadOnlyList<Enrolled>> RunAsync(bool keep = true)
    {
        var hashes = JsonSerializer.Serialize(people.Select(one => one.Hash));
        var suppressed =
            (await transaction.QueryAsync<string>(
                $"SELECT address_hash FROM suppressions WHERE address_hash IN {database.Dialect.JsonTexts("@hashes")}",
                new { hashes })).ToHashSet();
        var before = await BeforeAsync(hashes);
        var all = people.Select(one =>
            Joining.Of(one.Person, one.Hash, [.. before[one.Hash]], suppressed.Contains(one.Hash))).ToList();
        if (keep)
        {
            await WriteAsync(all.FindAll(one => one.End is Enrolled.Added or Enrolled.Changed));
        }

        return all.ConvertAll(one => one.End);
    }

    /// <summary>All digests of the people that are known, the first one first, by the hash of the address.</summary>
    private async Task<ILookup<string, KnownSubscriber>> BeforeAsync(string hashes)
    {
        var rows = (await transaction.QueryAsync<KnownSubscriber>(
            $"""
            SELECT p.id, p.reader_id AS further_of, p.digest, p.address_hash, s.state, s.chosen_at, t.definition,
                (SELECT max(c.at) FROM consents c
                    WHERE c.subscriber_id = p.id AND c.state = 'Confirmed'
                        AND c.is_undated = 0) AS consented_at,
                (SELECT max(c.at) FROM consents c
                    WHERE c.subscriber_id = p.id AND c.state = 'Unsubscribed') AS left_at
            FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id JOIN topic_sets t ON t.id = s.topic_set_id
            WHERE p.id IN (
                SELECT f.id FROM subscribers f WHERE f.address_hash IN {database.Dialect.JsonTexts("@hashes")}
                UNION ALL
                SELECT x.id FROM subscribers f JOIN subscribers x ON x.reader_id = f.id
                WHERE f.address_hash IN {database.Dialect.JsonTexts("@hashes")})
            ORDER BY p.id
            """,
            new { hashes })).ToList();
        var readers = rows.Where(row => row.FurtherOf is null).ToDictionary(row => row.Id, row => row.AddressHash);
        return rows.ToLookup(row => readers[row.ReaderId]);
    }

    private async Task WriteAsync(List<Joining> people)
    {
        var further = people.FindAll(one => one.IsNewOfKnown);
        if (further.Count > 0)
        {
            await PlanLanes.HoldAllAsync(database, transaction);
        }

        var ids = await SubscribersAsync(people);
        // Most of a list wish the same; each definition is written once.
        var definitions = people.Select(one => one.Topics).Distinct().ToDictionary(set => set, set => set.Definition);
        var sets =
            await SubscriptionRows.TopicSetIdsAsync(transaction, database.Dialect, definitions.Values);
        await SubscriptionRows.SaveAsync(transaction, database.Dialect, now,
            people.Select(
                one => one.Change(ids[one.Key], sets[definitions[one.Topics]], now)));
        await ShareHistoryAsync(further);
        var changed = people.FindAll(one => one.Before?.State != one.State);
        await database.BulkAsync(transaction, "consents", "subscriber_id,at,state,source,wording,network,is_undated",
            changed.Select(
                one => new object?[] { ids[one.Key], one.Since(now).ToUnixTimeMilliseconds(),
                    one.State.ToString(), one.Person.Source, one.Person.Proof, one.Person.Network,
                    one.Person.IsUndated ? 1L : 0L }));
        await EventLog.AddAsync(transaction, changed.ConvertAll(one =>
            new NewEvent(SubscriptionRows.EventOf(one.State), ids[one.Key], now, new { one.Person.Source })));
    }

    private async Task<Dictionary<string, long>> SubscribersAsync(List<Joining> people)
    {
        var rows = JsonSerializer.Serialize(people.Select(one => new
        {
            one.Email,
            one.Key,
            one.Name,
            one.Person.Wishes.Look.Language,
            one.FurtherOf,
            one.Person.Digest,
        }));
        return (await transaction.QueryAsync<(long Id, string Hash)>(
            $"""
            INSERT INTO subscribers(email, address_hash, name, language, reader_id, digest, created_at)
            SELECT value->>'Email', value->>'Key', value->>'Name', value->>'Language',
                CAST(value->>'FurtherOf' AS BIGINT), value->>'Digest', @now
            FROM {database.Dialect.JsonRows("@rows")} AS rows WHERE true
            ON CONFLICT (address_hash) DO UPDATE SET
                name = COALESCE(excluded.name, subscribers.name), language = excluded.language,
                digest = COALESCE(excluded.digest, subscribers.digest)
            RETURNING id, address_hash
            """,
            new { rows, now })).ToDictionary(row => row.Hash, row => row.Id);
    }

    /// <summary>What any of a reader's digests held comes in no other.</summary>
    private async Task ShareHistoryAsync(List<Joining> further)
    {
        if (further.Count == 0)
        {
            return;
        }

        await transaction.ExecuteAsync(
            $"""
            UPDATE subscriptions SET reader_id = subscriber_id,
                breadth = (SELECT CAST(value->>'Breadth' AS BIGINT) FROM {database.Dialect.JsonRows("@rows")} AS r
                    WHERE CAST(value->>'Reader' AS BIGINT) = subscriptions.subscriber_id)
            WHERE reader_id IS NULL AND subscriber_id IN (
                SELECT CAST(value->>'Reader' AS BIGINT) FROM {database.Dialect.JsonRows("@rows")} AS r)
            """,
            new
            {
                rows = JsonSerializer.Serialize(further.Select(one => new
                {
                    Reader = one.FurtherOf,
                    Breadth = ReaderDigests.Breadth(one.ReaderTopics),
                })),
            });
        await transaction.ExecuteAsync(
            $"""
            UPDATE subscriptions AS s SET reader_id = p.reader_id FROM subscribers p
            WHERE p.id = s.subscriber_id
                AND p.address_hash IN {database.Dialect.JsonTexts("@keys")}
            """,
            new { keys = JsonSerializer.Serialize(further.Select(one => one.Key)) });
    }
}
