using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers.Moves;

/// <summary>
/// Changes of address as readers ask for them. A request is the same work for every address, so that its answer says
/// nothing about who is known.
/// </summary>
internal sealed class AddressChanges(Database database, AddressHash hash, TimeProvider clock)
{
    /// <summary>How long the link in the letter to the new address confirms.</summary>
    public static readonly TimeSpan ConfirmWithin = TimeSpan.FromDays(7);

    /// <summary>
    /// How long the link in the letter to the old address takes it back: long enough for a weekend and a few days off.
    /// </summary>
    public static readonly TimeSpan UndoWithin = TimeSpan.FromDays(7);

    private const int MostADay = 5;

    /// <summary>A reader asks for another address; an earlier request that waits is dropped.</summary>
    /// <param name="email">Already checked by <see cref="EmailAddress"/>.</param>
    /// <returns>False where they asked too often within a day, or took a change back within a week.</returns>
    public Task<bool> AskAsync(Subscriber subscriber, string email, string? network, CancellationToken cancel = default)
    {
        var change = Of(subscriber, email, "preferences") with { Network = network };
        return database.WriteAsync(async transaction =>
        {
            if (!await MayAskAsync(transaction, subscriber.ReaderId))
            {
                return false;
            }

            await AddressRows.DropAsync(transaction, subscriber.ReaderId);
            await AddressRows.AddAsync(transaction, change);
            return true;
        }, cancel);
    }

    /// <summary>A change that begins now; hashed outside of any transaction.</summary>
    public AddressChange Of(Subscriber subscriber, string email, string source) => new()
    {
        SubscriberId = subscriber.ReaderId,
        OldEmail = subscriber.Email,
        OldHash = hash.Of(subscriber.Email),
        NewEmail = email,
        NewHash = hash.Of(email),
        Source = source,
        AskedAt = clock.GetUtcNow(),
    };

    private async Task<bool> MayAskAsync(Transaction transaction, long subscriberId)
    {
        var now = clock.GetUtcNow();
        var (asked, undone) = await transaction.QuerySingleAsync<(long Asked, long Undone)>(
            """
            SELECT COALESCE(sum(CASE WHEN source = 'preferences' AND asked_at > @day THEN 1 ELSE 0 END), 0),
                COALESCE(sum(CASE WHEN source = 'undo' AND moved_at > @week THEN 1 ELSE 0 END), 0)
            FROM address_changes WHERE subscriber_id = @subscriberId
            """,
            new { subscriberId, day = now - TimeSpan.FromDays(1), week = now - UndoWithin });
        return asked < MostADay && undone == 0;
    }

    /// <summary>The oldest request that nobody has answered; null where all are.</summary>
    public async Task<AddressChange?> NextAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<AddressChange>(
            $"{AddressChange.Select} WHERE c.state = 'Asked' ORDER BY c.id LIMIT 1");
    }

    public async Task<AddressChange?> FindAsync(long id, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<AddressChange>($"{AddressChange.Select} WHERE c.id = @id",
            new { id });
    }

    /// <summary>Every address that a subscriber had or asked for, but the one they have now.</summary>
    public async Task<IReadOnlyList<string>> EmailsAsync(long subscriberId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<string>(
            """
            SELECT old_email FROM address_changes WHERE subscriber_id = @subscriberId
            UNION SELECT new_email FROM address_changes WHERE subscriber_id = @subscriberId
            """,
            new { subscriberId })).ToList();
    }

    /// <summary>Forgets requests that nobody confirmed in time, with the address that was typed.</summary>
    /// <returns>How many.</returns>
    public Task<int> PurgeAsync(CancellationToken cancel = default) => database.WriteAsync(transaction =>
        transaction.ExecuteAsync(
            "DELETE FROM address_changes WHERE state IN ('Asked', 'Offered', 'Dropped') AND asked_at < @before",
            new { before = clock.GetUtcNow() - ConfirmWithin }), cancel);
}
