using System.Data.Common;
using Dapper;
using DigestMailer.Storage;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>Subscribers and their subscriptions in the database; each change of consent leaves its proof.</summary>
internal sealed class SubscriberStore(Database database, AddressHash hash, TimeProvider clock)
{
    private const int Chunk = 1000;

    /// <summary>
    /// Adds each person, or changes the wishes of one already there; an unsubscribed person who is added again begins anew.
    /// Addresses that are suppressed are left out.
    /// </summary>
    /// <returns>For each enrolment in order, what became of it.</returns>
    public async Task<IReadOnlyList<Enrolled>> EnrolAsync(IReadOnlyCollection<Enrolment> people, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        var results = new List<Enrolled>(people.Count);
        // Hashed before the transaction: the first hash of all makes the key, in a transaction of its own.
        foreach (var chunk in people.Select(person => (person, hash.Of(person.Email))).Chunk(Chunk))
        {
            results.AddRange(await database.WriteAsync(transaction => EnrolAsync(transaction, chunk), cancel));
            progress?.Report(results.Count);
        }

        return results;
    }

    private async Task<List<Enrolled>> EnrolAsync(DbTransaction transaction, (Enrolment Person, string Hash)[] people)
    {
        var results = new List<Enrolled>(people.Length);
        var sets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (person, addressHash) in people)
        {
            results.Add(await EnrolAsync(transaction, person, addressHash, sets));
        }

        return results;
    }

    private async Task<Enrolled> EnrolAsync(DbTransaction transaction, Enrolment person, string addressHash, Dictionary<string, long> sets)
    {
        var connection = transaction.Connection!;
        var now = clock.GetUtcNow();
        if (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM suppressions WHERE address_hash = @addressHash", new { addressHash }, transaction) > 0)
        {
            return Enrolled.Suppressed;
        }

        var before = await connection.QueryFirstOrDefaultAsync<string>(
            "SELECT s.state FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id WHERE p.address_hash = @addressHash", new { addressHash }, transaction);
        var id = await connection.ExecuteScalarAsync<long>(
            """
            INSERT INTO subscribers(email, address_hash, name, created_at) VALUES (@Email, @addressHash, @Name, @now)
            ON CONFLICT (address_hash) DO UPDATE SET name = COALESCE(excluded.name, subscribers.name)
            RETURNING id
            """,
            new { person.Email, addressHash, person.Name, now }, transaction);
        var state = person.Confirmed || before == nameof(SubscriptionState.Confirmed) ? SubscriptionState.Confirmed : SubscriptionState.Pending;
        await SaveAsync(transaction, id, person.Wishes, state, await TopicSetIdAsync(transaction, person.Wishes.Topics, sets));
        if (before != state.ToString())
        {
            await RecordConsentAsync(transaction, id, state, person.Source, person.Proof);
        }

        return before is null ? Enrolled.Added : Enrolled.Changed;
    }

    private async Task SaveAsync(DbTransaction transaction, long id, Wishes wishes, SubscriptionState state, long topicSetId)
    {
        var now = clock.GetUtcNow();
        await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO subscriptions(subscriber_id, state, topic_set_id, every, weekday, at_minute, zone, max_papers, next_at, changed_at)
            VALUES (@id, @state, @topicSetId, @every, @weekday, @minute, @zone, @max, @nextAt, @now)
            ON CONFLICT (subscriber_id) DO UPDATE SET
                state = excluded.state, topic_set_id = excluded.topic_set_id, every = excluded.every, weekday = excluded.weekday,
                at_minute = excluded.at_minute, zone = excluded.zone, max_papers = excluded.max_papers, changed_at = excluded.changed_at,
                next_at = CASE WHEN subscriptions.state = excluded.state AND subscriptions.every = excluded.every AND subscriptions.weekday = excluded.weekday
                                    AND subscriptions.at_minute = excluded.at_minute AND subscriptions.zone = excluded.zone
                               THEN subscriptions.next_at ELSE excluded.next_at END
            """,
            new
            {
                id,
                state = state.ToString(),
                topicSetId,
                every = wishes.Rhythm.Every.ToString(),
                weekday = (int)wishes.Rhythm.Weekday,
                minute = (wishes.Rhythm.At.Hour * 60) + wishes.Rhythm.At.Minute,
                zone = wishes.Rhythm.Zone.Id,
                max = wishes.Max,
                nextAt = state == SubscriptionState.Confirmed ? wishes.Rhythm.First(now) : (DateTimeOffset?)null,
                now,
            },
            transaction);
    }

    private static async Task<long> TopicSetIdAsync(DbTransaction transaction, TopicSet topics, Dictionary<string, long> known)
    {
        if (!known.TryGetValue(topics.Definition, out var id))
        {
            id = await transaction.Connection!.ExecuteScalarAsync<long>(
                """
                INSERT INTO topic_sets(definition) VALUES (@Definition)
                ON CONFLICT (definition) DO UPDATE SET definition = excluded.definition RETURNING id
                """,
                new { topics.Definition }, transaction);
            known[topics.Definition] = id;
        }

        return id;
    }

    private Task<int> RecordConsentAsync(DbTransaction transaction, long id, SubscriptionState state, string source, string? proof) =>
        transaction.Connection!.ExecuteAsync(
            "INSERT INTO consents(subscriber_id, at, state, source, wording) VALUES (@id, @now, @state, @source, @proof)",
            new { id, now = clock.GetUtcNow(), state = state.ToString(), source, proof }, transaction);

    /// <summary>Ends a subscription; idempotent. Mail planned but not yet taken is stopped when it is claimed.</summary>
    /// <returns>False where there is no such subscriber.</returns>
    public Task<bool> UnsubscribeAsync(long subscriberId, string source, CancellationToken cancel = default) => database.WriteAsync(async transaction =>
    {
        var connection = transaction.Connection!;
        var changed = await connection.ExecuteAsync(
            "UPDATE subscriptions SET state = 'Unsubscribed', next_at = NULL, changed_at = @now WHERE subscriber_id = @subscriberId AND state <> 'Unsubscribed'",
            new { subscriberId, now = clock.GetUtcNow() }, transaction);
        if (changed > 0)
        {
            await RecordConsentAsync(transaction, subscriberId, SubscriptionState.Unsubscribed, source, null);
            return true;
        }

        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM subscribers WHERE id = @subscriberId", new { subscriberId }, transaction) > 0;
    }, cancel);

    /// <summary>Forgets a person and everything that hangs on them.</summary>
    /// <returns>False where the address is not known.</returns>
    public Task<bool> RemoveAsync(string email, CancellationToken cancel = default)
    {
        var addressHash = hash.Of(email);
        return database.WriteAsync(async transaction =>
            await transaction.Connection!.ExecuteAsync("DELETE FROM subscribers WHERE address_hash = @addressHash", new { addressHash }, transaction) > 0, cancel);
    }

    /// <summary>All subscribers by address, read as they are asked for.</summary>
    public async IAsyncEnumerable<Subscriber> ListAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        await foreach (var row in connection.QueryUnbufferedAsync<SubscriberRow>(SubscriberRow.Select + " ORDER BY p.email").WithCancellation(cancel))
        {
            yield return row.ToSubscriber();
        }
    }

    public async Task<Subscriber?> FindAsync(string email, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.QueryFirstOrDefaultAsync<SubscriberRow>(SubscriberRow.Select + " WHERE p.address_hash = @hash", new { hash = hash.Of(email) });
        return row?.ToSubscriber();
    }
}
