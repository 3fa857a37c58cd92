using Dapper;
using DigestMailer.Bounces.Reports;
using DigestMailer.Delivery.Refusals;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Bounces;

/// <summary>
/// Treats a refusal on the spot like one that comes back by mail: the same table says whether the address is dead.
/// Delivery ends the one mail, what it means for the person is decided here.
/// </summary>
internal sealed class Rejections(Database database, BounceLedger ledger)
{
    private const string Name = "outbox";
    private const int Most = 1000;

    // A commit may come a moment after the time that it says.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    public async Task<ReadReport> ReadAsync(CancellationToken cancel)
    {
        var report = new ReadReport();
        for (var rows = await NextAsync(cancel); rows.Count > 0; rows =
            rows.Count < Most ? [] : await NextAsync(cancel))
        {
            foreach (var row in rows)
            {
                var verdict = FailureVerdict.Of(
                    new Refusal(NoticeText.Flat(row.Reply), null, row.Phase ?? SmtpPhase.Unknown),
                    "reply of the relay");
                var at = row.DoneAt.ToUnixTimeMilliseconds();
                var came = new Return($"outbox:{row.Id}:{at}", row.DoneAt, [verdict], row.SubscriberId,
                    Position: new MailboxPosition(Name, 1, at));
                report += await ledger.RecordAsync(came with { SentTo = row.SentTo }, cancel);
            }
        }

        return report with { Read = 0, Known = 0 };
    }

    private async Task<List<Row>> NextAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<Row>(
            $"""
            SELECT o.id, o.subscriber_id,
                CASE WHEN o.letter IS NULL THEN COALESCE((SELECT m.old_email FROM address_changes m
                        WHERE m.subscriber_id = {ReaderSql.Id} AND m.moved_at > o.done_at
                        ORDER BY m.moved_at, m.id LIMIT 1), {ReaderSql.Email})
                    ELSE {OutboxItem.To} END AS sent_to, COALESCE(o.reply, '') AS reply, o.done_at,
                (SELECT a.phase FROM attempts a WHERE a.outbox_id = o.id ORDER BY a.at DESC, a.id DESC LIMIT 1) AS phase
            FROM outbox o JOIN subscribers p ON p.id = o.subscriber_id {OutboxItem.Changes}
            WHERE o.state = {StateSql.Rejected}
                AND o.done_at >= COALESCE((SELECT last_uid FROM mailboxes WHERE name = @Name), 0) - @overlap
                AND NOT EXISTS (SELECT 1 FROM returns r WHERE r.key = 'outbox:' || o.id || ':' || o.done_at)
            ORDER BY o.done_at, o.id LIMIT @Most
            """,
            new { Name, overlap = (long)Overlap.TotalMilliseconds, Most })).ToList();
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public long SubscriberId { get; init; }

        public string Reply { get; init; } = "";

        public string? SentTo { get; init; }

        /// <summary>Null for attempts made before it was kept.</summary>
        public SmtpPhase? Phase { get; init; }

        public DateTimeOffset DoneAt { get; init; }
    }
}
