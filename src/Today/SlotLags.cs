using Dapper;
using DigestMailer.Outbox;
using DigestMailer.Storage;

namespace DigestMailer.Today;

/// <summary>Reads how late the digests of a counted stretch were, along the index of the counting.</summary>
internal sealed class SlotLags(Database database)
{
    public async Task<IReadOnlyList<SlotLag>> ReadAsync(CountedMails counted, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<SlotLag>(
            $"""
            SELECT (done_at - slot) / 1000 AS seconds, count(*) AS mails FROM outbox
            WHERE done_at >= @DoneFrom AND done_at < @DoneBefore AND state = {StateSql.Accepted}
                AND digest_id IS NOT NULL AND done_at >= slot
            GROUP BY (done_at - slot) / 1000
            """,
            counted)];
    }
}
