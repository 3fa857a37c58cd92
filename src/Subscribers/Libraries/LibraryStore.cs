using System.Text.Json;
using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers.Libraries;

/// <summary>The libraries that readers connected. They go with the subscriber's row.</summary>
internal sealed class LibraryStore(Database database)
{
    private const string Columns =
        "l.subscriber_id, l.owner, l.name, l.sealed, l.version, l.papers, l.connected_at, l.read_at, l.next_at";

    public async Task<Library?> FindAsync(long subscriberId, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<Library>(
            $"SELECT {Columns} FROM libraries l WHERE l.subscriber_id = @subscriberId", new { subscriberId });
    }

    /// <summary>Those of confirmed readers that are to be read now, the longest due first.</summary>
    public async Task<IReadOnlyList<Library>> DueAsync(DateTimeOffset now, int most, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<Library>(
            $"""
            SELECT {Columns} FROM libraries l JOIN subscriptions s ON s.subscriber_id = l.subscriber_id
            WHERE l.next_at <= @now AND s.state = 'Confirmed' ORDER BY l.next_at, l.subscriber_id LIMIT @most
            """,
            new { now, most })).ToList();
    }

    /// <summary>Keeps a library that was connected; one that was there before makes room.</summary>
    public Task AddAsync(Library library, CancellationToken cancel) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
            """
            INSERT INTO libraries(subscriber_id, owner, name, sealed, connected_at, next_at)
                VALUES (@SubscriberId, @Owner, @Name, @Sealed, @ConnectedAt, @NextAt)
            ON CONFLICT (subscriber_id) DO UPDATE SET owner = excluded.owner, name = excluded.name,
                sealed = excluded.sealed, version = NULL, connected_at = excluded.connected_at, read_at = NULL,
                next_at = excluded.next_at
            """,
            new
            {
                library.SubscriberId,
                library.Owner,
                library.Name,
                library.Sealed,
                library.ConnectedAt,
                library.NextAt,
            }), cancel);

    /// <summary>It was read, and is as it is given here.</summary>
    public Task ReadAsync(Library library, CancellationToken cancel) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
            """
            UPDATE libraries SET version = @Version, papers = @papers, read_at = @ReadAt, next_at = @NextAt
            WHERE subscriber_id = @SubscriberId
            """,
            new
            {
                library.SubscriberId,
                library.Version,
                library.ReadAt,
                library.NextAt,
                papers = JsonSerializer.Serialize(library.Papers),
            }), cancel);

    /// <summary>It could not be read, and is tried again.</summary>
    public Task PutOffAsync(long subscriberId, DateTimeOffset until, CancellationToken cancel) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
            "UPDATE libraries SET next_at = @until WHERE subscriber_id = @subscriberId",
            new { subscriberId, until }), cancel);

    /// <summary>Its key was rejected: the key is destroyed, and the library read no more.</summary>
    public Task RejectAsync(long subscriberId, CancellationToken cancel) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
            "UPDATE libraries SET sealed = NULL, next_at = NULL WHERE subscriber_id = @subscriberId",
            new { subscriberId }), cancel);

    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(long subscriberId, CancellationToken cancel) =>
        await database.WriteAsync(transaction => transaction.ExecuteAsync(
            "DELETE FROM libraries WHERE subscriber_id = @subscriberId", new { subscriberId }), cancel) > 0;

    /// <summary>Nothing is read for readers who left, so their keys are of no use.</summary>
    public Task<int> ForgetLeftAsync(CancellationToken cancel) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
            """
            DELETE FROM libraries WHERE subscriber_id IN
                (SELECT s.subscriber_id FROM subscriptions s WHERE s.state = 'Unsubscribed')
            """), cancel);
}
