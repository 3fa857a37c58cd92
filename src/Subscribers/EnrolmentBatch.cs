using System.Text.Json;
using DigestMailer.Events;
using DigestMailer.Storage;

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
        var all =
            people.Select(
                one => new Joining(one.Person, one.Hash, before.GetValueOrDefault(one.Hash),
                    suppressed.Contains(one.Hash))).ToList();
        if (keep)
        {
            await WriteAsync(all.FindAll(one => one.End is Enrolled.Added or Enrolled.Changed));
        }

        return all.ConvertAll(one => one.End);
    }

    private async Task<Dictionary<string, KnownSubscriber>> BeforeAsync(string hashes) =>
        (await transaction.QueryAsync<KnownSubscriber>(
            $"""
            SELECT p.address_hash, s.state, s.chosen_at, t.definition,
                (SELECT max(c.at) FROM consents c
                    WHERE c.subscriber_id = p.id AND c.state = 'Confirmed') AS consented_at,
                (SELECT max(c.at) FROM consents c
                    WHERE c.subscriber_id = p.id AND c.state = 'Unsubscribed') AS left_at
            FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id JOIN topic_sets t ON t.id = s.topic_set_id
            WHERE p.address_hash IN {database.Dialect.JsonTexts("@hashes")}
            """,
            new { hashes })).ToDictionary(row => row.AddressHash);

    private async Task WriteAsync(List<Joining> people)
    {
        var ids = await SubscribersAsync(people);
        // Most of a list wish the same; each definition is written once.
        var definitions = people.Select(one => one.Topics).Distinct().ToDictionary(set => set, set => set.Definition);
        var sets =
            await SubscriptionRows.TopicSetIdsAsync(transaction, database.Dialect, definitions.Values);
        await SubscriptionRows.SaveAsync(transaction, database.Dialect, now,
            people.Select(
                one => one.Change(ids[one.Hash], sets[definitions[one.Topics]], now)));
        var changed = people.FindAll(one => one.Before?.State != one.State);
        await database.BulkAsync(transaction, "consents", "subscriber_id,at,state,source,wording",
            changed.Select(
                one => new object?[] { ids[one.Hash], one.Since(now).ToUnixTimeMilliseconds(),
                    one.State.ToString(), one.Person.Source, one.Person.Proof }));
        await EventLog.AddAsync(transaction, changed.ConvertAll(one =>
            new NewEvent(SubscriptionRows.EventOf(one.State), ids[one.Hash], now, new { one.Person.Source })));
    }

    private async Task<Dictionary<string, long>> SubscribersAsync(List<Joining> people)
    {
        var rows =
            JsonSerializer.Serialize(
                people.Select(
                    one => new { one.Person.Email, one.Hash, one.Person.Name, one.Person.Wishes.Look.Language }));
        return (await transaction.QueryAsync<(long Id, string Hash)>(
            $"""
            INSERT INTO subscribers(email, address_hash, name, language, created_at)
            SELECT value->>'Email', value->>'Hash', value->>'Name', value->>'Language', @now
            FROM {database.Dialect.JsonRows("@rows")} AS rows WHERE true
            ON CONFLICT (address_hash) DO UPDATE SET
                name = COALESCE(excluded.name, subscribers.name), language = excluded.language
            RETURNING id, address_hash
            """,
            new { rows, now })).ToDictionary(row => row.Hash, row => row.Id);
    }
}
