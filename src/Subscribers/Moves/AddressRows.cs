using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Subscribers.Moves;

/// <summary>The statements that change an address, for use inside a transaction.</summary>
internal static class AddressRows
{
    /// <summary>Keeps a change.</summary>
    /// <returns>Its number, by which links name it.</returns>
    public static Task<long> AddAsync(Transaction transaction, AddressChange change) =>
        transaction.ExecuteScalarAsync<long>(
            """
            INSERT INTO address_changes(subscriber_id, old_email, old_hash, new_email, new_hash, state, source, network,
                asked_at, moved_at)
            VALUES (@SubscriberId, @OldEmail, @OldHash, @NewEmail, @NewHash, @state, @Source, @Network, @AskedAt,
                @MovedAt)
            RETURNING id
            """,
            new
            {
                change.SubscriberId,
                change.OldEmail,
                change.OldHash,
                change.NewEmail,
                change.NewHash,
                state = change.State.ToString(),
                change.Source,
                change.Network,
                change.AskedAt,
                change.MovedAt,
            });

    public static Task<AddressChange?> FindAsync(Transaction transaction, long id) =>
        transaction.QueryFirstOrDefaultAsync<AddressChange?>($"{AddressChange.Select} WHERE c.id = @id", new { id });

    /// <summary>Ends the requests of a subscriber that wait.</summary>
    public static Task<int> DropAsync(Transaction transaction, long subscriberId) => transaction.ExecuteAsync(
        """
        UPDATE address_changes SET state = 'Dropped'
        WHERE subscriber_id = @subscriberId AND state IN ('Asked', 'Offered')
        """,
        new { subscriberId });

    /// <summary>Answers a request once.</summary>
    /// <returns>False where another process has answered it.</returns>
    public static async Task<bool> AnswerAsync(Transaction transaction, long id, AddressChangeState state) =>
        await transaction.ExecuteAsync("UPDATE address_changes SET state = @state WHERE id = @id AND state = 'Asked'",
            new { id, state = state.ToString() }) > 0;

    /// <summary>Forgets a request to an address of which nothing may be kept.</summary>
    public static Task<int> ForgetAsync(Transaction transaction, long id) =>
        transaction.ExecuteAsync("DELETE FROM address_changes WHERE id = @id", new { id });

    /// <summary>The subscription of an address; null where it has none.</summary>
    public static async Task<(long Id, bool IsConfirmed)?> AtAsync(Transaction transaction, string addressHash) =>
        await transaction.QueryFirstOrDefaultAsync<(long Id, string State)?>(
            $"""
            SELECT p.id, {ReaderSql.State} FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id
            WHERE p.address_hash = @addressHash
            """,
            new { addressHash }) is var (id, state) ? (id, state == nameof(SubscriptionState.Confirmed)) : null;

    /// <summary>
    /// A subscription that has ended, or never begun, becomes part of another: its record of consent goes over, and its
    /// unsubscribe links end the other from now on.
    /// </summary>
    public static Task<int> JoinAsync(Transaction transaction, long from, long to) => transaction.ExecuteAsync(
        $"""
        UPDATE consents SET subscriber_id = @to WHERE subscriber_id IN {ReaderSql.Rows("@from")};
        INSERT INTO saved_papers(subscriber_id, paper_key, saved_at)
            SELECT @to, paper_key, saved_at FROM saved_papers WHERE subscriber_id = @from
            ON CONFLICT (subscriber_id, paper_key) DO NOTHING;
        UPDATE former_subscribers SET subscriber_id = @to WHERE subscriber_id IN {ReaderSql.Rows("@from")};
        INSERT INTO former_subscribers(id, subscriber_id) SELECT x.id, @to FROM {ReaderSql.Rows("@from")} x;
        DELETE FROM subscribers WHERE id = @from;
        """,
        new { from, to });

    /// <summary>Puts the new address in the place of the old one.</summary>
    public static async Task PutAsync(Transaction transaction, AddressChange change, DateTimeOffset now)
    {
        await SetAsync(transaction, change.SubscriberId, change.NewEmail, change.NewHash);
        await transaction.ExecuteAsync("UPDATE address_changes SET state = 'Moved', moved_at = @now WHERE id = @Id",
            new { change.Id, now });
        await DropAsync(transaction, change.SubscriberId);
    }

    /// <summary>Puts the old address back, and ends all changes since then.</summary>
    public static async Task PutBackAsync(Transaction transaction, AddressChange change, DateTimeOffset now)
    {
        var (email, addressHash) = await transaction.QuerySingleAsync<(string, string)>(
            "SELECT email, address_hash FROM subscribers WHERE id = @SubscriberId", new { change.SubscriberId });
        await SetAsync(transaction, change.SubscriberId, change.OldEmail, change.OldHash);
        await transaction.ExecuteAsync(
            """
            UPDATE address_changes SET state = 'Undone'
            WHERE subscriber_id = @SubscriberId AND state = 'Moved' AND moved_at >= @MovedAt;
            DELETE FROM former_subscribers WHERE subscriber_id = @SubscriberId;
            """,
            new { change.SubscriberId, change.MovedAt });
        await DropAsync(transaction, change.SubscriberId);
        await AddAsync(transaction, change with
        {
            OldEmail = email,
            OldHash = addressHash,
            NewEmail = change.OldEmail,
            NewHash = change.OldHash,
            State = AddressChangeState.Undone,
            Source = "undo",
            AskedAt = now,
            MovedAt = now,
        });
    }

    private static Task<int> SetAsync(Transaction transaction, long id, string email, string addressHash) =>
        transaction.ExecuteAsync("UPDATE subscribers SET email = @email, address_hash = @addressHash WHERE id = @id",
            new { id, email, addressHash });
}
