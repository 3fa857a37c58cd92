using Dapper;
using DigestMailer.Events;
using DigestMailer.Storage;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers.Several;

/// <summary>
/// The digests of one reader: each is a subscription of its own and leaves out what the others held, so that a paper
/// comes once.
/// They are added as people are (see <see cref="Enrolment"/>).
/// </summary>
internal sealed class ReaderDigests(Database database, SubscriptionLife life, TimeProvider clock)
{
    /// <summary>How many digests a reader may have, those included that have ended.</summary>
    public const int Most = 10;

    /// <summary>Wider than any list of topics.</summary>
    private const int EveryPaper = 1_000_000;

    /// <summary>How many topics and queries there are; no topics means every paper.</summary>
    public static int Breadth(TopicSet topics) =>
        topics.Topics.Count + topics.Queries.Count is > 0 and var count ? count : EveryPaper;

    /// <summary>All digests of a reader, the first included.</summary>
    /// <param name="id">The number of any of them.</param>
    public async Task<IReadOnlyList<Subscriber>> ListAsync(long id, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. (await connection.QueryAsync(
            $"{SubscriberRows.Select} WHERE p.id IN {ReaderSql.Rows(ReaderSql.Of("@id"))} ORDER BY p.id", new { id }))
            .Select(row => SubscriberRows.Read((IDictionary<string, object?>)row))];
    }

    /// <summary>Whether any reader has several digests, or one with a name.</summary>
    public async Task<bool> AreNamedAsync(CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM subscribers WHERE reader_id IS NOT NULL OR digest IS NOT NULL)");
    }

    /// <summary>The digest of that name among those of a reader; null where there is none.</summary>
    public static Subscriber? Named(IEnumerable<Subscriber> digests, string name) =>
        digests.FirstOrDefault(digest => DigestName.AreSame(digest.Digest, name));

    /// <summary>Gives a digest another name.</summary>
    /// <param name="name">As <see cref="DigestName.Read"/> gives it.</param>
    /// <returns>False where another digest of the reader has it, or there is no such digest.</returns>
    public Task<bool> RenameAsync(long id, string name, CancellationToken cancel = default) =>
        database.WriteAsync(async transaction =>
    {
        await database.AloneAsync(transaction, SubscriptionRows.Joining);
        var names = (await transaction.QueryAsync<(long Id, long Reader, string? Name)>(
            $"SELECT p.id, {ReaderSql.Id}, p.digest FROM subscribers p "
                + $"WHERE p.id IN {ReaderSql.Rows(ReaderSql.Of("@id"))}", new { id })).ToList();
        if (names.Count == 0 || names.Exists(one => one.Id != id && DigestName.AreSame(one.Name, name)))
        {
            return false;
        }

        await transaction.ExecuteAsync(
            """
            UPDATE subscribers SET digest = @name, email = CASE WHEN reader_id IS NULL THEN email ELSE @key END,
                address_hash = CASE WHEN reader_id IS NULL THEN address_hash ELSE @key END
            WHERE id = @id
            """,
            new { id, name, key = DigestName.Key(names[0].Reader, name) });
        return true;
    }, cancel);

    /// <summary>
    /// Forgets a further digest; what it held stays in the reader's history. The first one is the reader, so it only
    /// ends.
    /// </summary>
    public Task RemoveAsync(Subscriber digest, Consent consent, CancellationToken cancel = default) =>
        database.WriteAsync(async transaction =>
    {
        if (digest.FurtherOf is null)
        {
            await life.LeaveAsync(transaction, digest.Id, consent);
            return;
        }

        // Whoever clicks to leave in an old mail of it is told what they still get, and is offered to leave all.
        await transaction.ExecuteAsync(
            """
            INSERT INTO former_subscribers(id, subscriber_id, was_digest) VALUES (@Id, @ReaderId, 1);
            UPDATE former_subscribers SET subscriber_id = @ReaderId WHERE subscriber_id = @Id;
            INSERT INTO former_digests(reader_id, digest_id)
            SELECT reader_id, last_digest_id FROM subscriptions
            WHERE subscriber_id = @Id AND last_digest_id IS NOT NULL
            ON CONFLICT (reader_id, digest_id) DO NOTHING;
            DELETE FROM subscribers WHERE id = @Id;
            """,
            new { digest.Id, digest.ReaderId });
        await EventLog.AddAsync(transaction, EventKind.Left, digest.Id, clock.GetUtcNow(), new { consent.Source });
    }, cancel);

    /// <summary>Ends all digests of a reader.</summary>
    /// <param name="id">The number of any of them.</param>
    /// <returns>How many ended.</returns>
    public static async Task<int> LeaveAsync(Transaction transaction, SubscriptionLife life, long id,
        Consent consent)
    {
        var left = 0;
        foreach (var one in (await transaction.QueryAsync<long>(
            $"SELECT a.id FROM {ReaderSql.Rows(ReaderSql.Of("@id"))} a ORDER BY a.id", new { id })).ToList())
        {
            left += await life.LeaveAsync(transaction, one, consent) ? 1 : 0;
        }

        return left;
    }
}
