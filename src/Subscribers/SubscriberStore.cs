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

        var before = (await connection.QueryFirstOrDefaultAsync<SubscriberRow>(SubscriberRow.Select + " WHERE p.address_hash = @addressHash", new { addressHash }, transaction))?.ToSubscriber();
        var stays = before?.State == SubscriptionState.Confirmed;
        var topics = stays ? person.Wishes.Topics.Keeping(before!.Wishes.Topics) : person.Wishes.Topics;
        var id = await connection.ExecuteScalarAsync<long>(
            """
            INSERT INTO subscribers(email, address_hash, name, language, created_at) VALUES (@Email, @addressHash, @Name, @Language, @now)
            ON CONFLICT (address_hash) DO UPDATE SET name = COALESCE(excluded.name, subscribers.name), language = excluded.language
            RETURNING id
            """,
            new { person.Email, addressHash, person.Name, person.Wishes.Look.Language, now }, transaction);
        var state = person.Confirmed || stays ? SubscriptionState.Confirmed : SubscriptionState.Pending;
        var served = stays ? await SubscriptionRows.ServedAsync(transaction, id) : null;
        var first = state == SubscriptionState.Confirmed ? person.Wishes.Rhythm.First(now, served) : (DateTimeOffset?)null;
        await SubscriptionRows.SaveAsync(transaction, id, person.Wishes, state, await TopicSetIdAsync(transaction, topics, sets), first, now);
        if (before?.State != state)
        {
            await SubscriptionRows.RecordAsync(transaction, id, state, new Consent(person.Source, person.Proof), now);
        }

        return before is null ? Enrolled.Added : Enrolled.Changed;
    }

    private static async Task<long> TopicSetIdAsync(DbTransaction transaction, TopicSet topics, Dictionary<string, long> known)
    {
        if (!known.TryGetValue(topics.Definition, out var id))
        {
            id = await SubscriptionRows.TopicSetIdAsync(transaction, topics);
            known[topics.Definition] = id;
        }

        return id;
    }

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

    /// <summary>The end of a pause, perhaps past; null where there is none.</summary>
    public async Task<DateTimeOffset?> PausedUntilAsync(long id, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<DateTimeOffset?>("SELECT paused_until FROM subscriptions WHERE subscriber_id = @id AND paused_until IS NOT NULL", new { id });
    }

    public async Task<Subscriber?> FindAsync(long id, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryFirstOrDefaultAsync<SubscriberRow>(SubscriberRow.Select + " WHERE p.id = @id", new { id }))?.ToSubscriber();
    }

    public async Task<Subscriber?> FindAsync(string email, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.QueryFirstOrDefaultAsync<SubscriberRow>(SubscriberRow.Select + " WHERE p.address_hash = @hash", new { hash = hash.Of(email) });
        return row?.ToSubscriber();
    }
}
