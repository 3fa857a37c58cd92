using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Outbox;

/// <summary>What readers were sent, for those who look back at it.</summary>
internal sealed class SentMail(Database database)
{
    /// <summary>The mail by which a reader may have got a digest; null where there is none.</summary>
    public async Task<OutboxItem?> FindAsync(long subscriberId, long digestId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<OutboxItem>(
            $"""
            SELECT {OutboxItem.Columns} FROM {OutboxItem.Tables}
            WHERE o.subscriber_id = @subscriberId AND o.digest_id = @digestId AND o.state IN {StateSql.MayHaveArrived}
            LIMIT 1
            """,
            new { subscriberId, digestId });
    }

    /// <summary>How many papers each digest of a reader had in all, by its number.</summary>
    public async Task<IReadOnlyDictionary<long, int>> PapersBySubscriberAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<(long Id, int Papers)>(
            $"""
            SELECT o.subscriber_id, count(*) FROM outbox o JOIN digest_papers d ON d.digest_id = o.digest_id
            WHERE o.state = {StateSql.Accepted} GROUP BY o.subscriber_id
            """)).ToDictionary(row => row.Id, row => row.Papers);
    }
}
