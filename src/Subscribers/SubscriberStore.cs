using Dapper;
using DigestMailer.Events;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>Subscribers and their subscriptions in the database; each change of consent leaves its proof.</summary>
internal sealed class SubscriberStore(Database database, AddressHash hash, TimeProvider clock)
{
    private const int Chunk = 1000;

    // The rows of a statement are one text. With more rows it would be a large object, which is collected late: an
    // import of 100,000 rows took 361 MB with a thousand, and takes 235 MB.
    private const int PeopleInOneStatement = 100;
    private const int MostSetsKept = 10_000;

    // A reader's digests follow the first one.
    private const string Order = $"{ReaderSql.Email}, p.id";

    /// <summary>
    /// Adds each person, or changes the wishes of one already there. People who left come back only by a newer consent
    /// (see <see cref="Joining"/>); addresses that are suppressed are left out.
    /// </summary>
    /// <param name="keep">False tells what would become of each, and stores nothing.</param>
    /// <returns>For each enrolment in order, what became of it.</returns>
    public async Task<IReadOnlyList<Enrolled>> EnrolAsync(IReadOnlyCollection<Enrolment> people,
        IProgress<int>? progress = null, bool keep = true, CancellationToken cancel = default)
    {
        var results = new List<Enrolled>(people.Count);
        // Hashed before the transaction: the first hash of all makes the key, in a transaction of its own.
        foreach (var chunk in people.Select(person => (person, hash.OfChecked(person.Email))).Chunk(Chunk))
        {
            results.AddRange(await database.WriteAsync(transaction => EnrolAsync(transaction, chunk, keep), cancel));
            progress?.Report(results.Count);
        }

        return results;
    }

    /// <summary>
    /// A person who is in the chunk twice is enrolled twice, each time in a batch of its own; the last wishes win.
    /// </summary>
    private async Task<Enrolled[]> EnrolAsync(Transaction transaction, (Enrolment Person, string Hash)[] people,
        bool keep)
    {
        await database.AloneAsync(transaction, SubscriptionRows.Joining);
        var (results, left) = (new Enrolled[people.Length], Enumerable.Range(0, people.Length).ToList());
        while (left.Count > 0)
        {
            // A row that names no digest is the reader's first one, whichever comes first in a file.
            var batch = left.OrderBy(place => people[place].Person.Digest is not null)
                .DistinctBy(place => people[place].Hash).Take(PeopleInOneStatement).ToList();
            var ends =
                await new EnrolmentBatch(database, transaction, clock.GetUtcNow(),
                    batch.ConvertAll(place => people[place])).RunAsync(keep);
            batch.Zip(ends).ToList().ForEach(end => results[end.First] = end.Second);
            left = [.. left.Except(batch)];
        }

        return results;
    }

    /// <summary>Forgets a person and everything that hangs on them.</summary>
    /// <returns>False where the address is not known.</returns>
    public async Task<bool> RemoveAsync(string email, CancellationToken cancel = default)
    {
        var addressHash = hash.Of(email);
        var known = await database.WriteAsync(async transaction =>
        {
            var removed = (await transaction.QueryAsync<long>(
                "DELETE FROM subscribers WHERE address_hash = @addressHash RETURNING id",
                new { addressHash })).ToList();
            await EventLog.AddAsync(transaction, removed.ConvertAll(id =>
                new NewEvent(EventKind.Left, id, clock.GetUtcNow(), new { Source = "command" })));
            return removed.Count > 0;
        }, cancel);
        await database.ForgetAsync(cancel);
        return known;
    }

    /// <summary>All digests of all subscribers by address, read as they are asked for.</summary>
    public async IAsyncEnumerable<Subscriber> ListAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        var sets = new Dictionary<string, TopicSet>();
        await using var connection = await database.OpenAsync(cancel);
        // The index of addresses has the order, unless a reader has further digests, whose rows hold none.
        var order = await connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM subscribers WHERE reader_id IS NOT NULL)") ? Order : "p.email";
        await foreach (var row in connection.QueryUnbufferedAsync($"{SubscriberRows.Select} ORDER BY {order}")
            .WithCancellation(cancel))
        {
            if (sets.Count > MostSetsKept)
            {
                sets.Clear();
            }

            yield return SubscriberRows.Read((IDictionary<string, object?>)row, sets);
        }
    }

    /// <summary>
    /// Subscribers a part at a time, by number, each with the first digest; the others are found by their numbers.
    /// </summary>
    /// <param name="after">The number of the last subscriber of the part before; 0 for the first part.</param>
    /// <param name="most">How many to read.</param>
    /// <param name="state">Only subscribers in it; null means all.</param>
    public async Task<IReadOnlyList<Subscriber>> PageAsync(long after, int most, SubscriptionState? state,
        CancellationToken cancel = default)
    {
        var only = state is null ? "" : " AND s.state = @state";
        await using var connection = await database.OpenAsync(cancel);
        return [.. (await connection.QueryAsync(
            $"{SubscriberRows.Select} WHERE p.id > @after AND p.reader_id IS NULL{only} ORDER BY p.id LIMIT @most",
            new { after, most, state = state?.ToString() }))
            .Select(row => SubscriberRows.Read((IDictionary<string, object?>)row))];
    }

    /// <summary>The end of a pause, perhaps past; null where there is none.</summary>
    public async Task<DateTimeOffset?> PausedUntilAsync(long id, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<DateTimeOffset?>(
            "SELECT paused_until FROM subscriptions WHERE subscriber_id = @id AND paused_until IS NOT NULL",
            new { id });
    }

    /// <summary>
    /// The subscriber whom the links of an id are about now: the one that moved to its address after it had left, the
    /// reader who removed that digest, or itself.
    /// </summary>
    public async Task<(long Id, bool IsOfRemoved)> CurrentAsync(long id, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<(long?, bool)>(
            "SELECT subscriber_id, was_digest = 1 FROM former_subscribers WHERE id = @id", new { id })
            is ({ } current, var removed) ? (current, removed) : (id, false);
    }

    public async Task<Subscriber?> FindAsync(long id, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await SubscriberRows.FindAsync(connection, "p.id = @id", new { id });
    }

    /// <param name="email">In any form that <see cref="EmailAddress"/> reads.</param>
    public async Task<Subscriber?> FindAsync(string email, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await SubscriberRows.FindAsync(connection, "p.address_hash = @hash", new { hash = hash.Of(email) });
    }
}
