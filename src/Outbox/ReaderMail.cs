using Dapper;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Outbox;

/// <summary>The mail of one reader a part at a time, the latest first.</summary>
internal sealed class ReaderMail(Database database)
{
    private const string Rows =
        $"""
        SELECT o.id, o.subscriber_id, o.digest_id, {OutboxItem.KindOf} AS kind, o.state, o.slot, o.due_at, o.done_at,
            o.attempts, o.relay, o.reply
        FROM outbox o
        """;

    /// <param name="subscriberId">The reader with all digests, or one further digest.</param>
    /// <param name="before">The number of the last mail of the part before; null for the first part.</param>
    /// <param name="most">How many to read.</param>
    public async Task<IReadOnlyList<ReaderMailRow>> ReadAsync(long subscriberId, long? before, int most,
        CancellationToken cancel)
    {
        var only = before is null ? "" : " AND o.id < @before";
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<ReaderMailRow>(
            $"{Rows} WHERE o.subscriber_id IN {ReaderSql.Rows("@subscriberId")}{only} ORDER BY o.id DESC LIMIT @most",
            new { subscriberId, before, most })).ToList();
    }

    /// <summary>One mail; null where there is none.</summary>
    public async Task<ReaderMailRow?> FindAsync(long id, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<ReaderMailRow>($"{Rows} WHERE o.id = @id", new { id });
    }
}

/// <summary>A mail of a reader.</summary>
internal sealed record ReaderMailRow
{
    public long Id { get; init; }

    public long SubscriberId { get; init; }

    /// <summary>Null for letters.</summary>
    public long? DigestId { get; init; }

    public string Kind { get; init; } = "";

    public MailState State { get; init; }

    public DateTimeOffset Slot { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>When its state became final; null while it waits.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    public int Attempts { get; init; }

    public string? Relay { get; init; }

    public string? Reply { get; init; }
}
