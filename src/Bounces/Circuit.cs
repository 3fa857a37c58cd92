using Dapper;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Bounces;

/// <summary>
/// Stops delivery when the last day brought too many complaints, dead addresses or soft bounces for the mails of a day.
/// A day without mail, such as those of a weekly list, is measured by the busiest of the last seven; and few are never
/// too many, whatever part they are.
/// </summary>
internal sealed class Circuit(Database database, Brake brake, IOptions<BounceOptions> options, TimeProvider clock,
    ILogger<Circuit> log)
{
    private const int LeastComplaints = 3;
    private const int LeastHardBounces = 10;
    private const int LeastSoftBounces = 20;

    /// <returns>Why delivery was stopped just now; null where it goes on or was stopped before.</returns>
    public async Task<string?> CheckAsync(CancellationToken cancel = default)
    {
        var counts = await CountAsync(cancel);
        if (Fault(counts) is not { } fault
            || !await database.WriteAsync(transaction => brake.PullAsync(transaction, fault), cancel))
        {
            return null;
        }

        log.LogCritical("Delivery is stopped: {Reason}", fault);
        return fault;
    }

    private async Task<Counts> CountAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(cancel);
        var released =
            await connection.QueryFirstOrDefaultAsync<DateTimeOffset?>(
                "SELECT released_at FROM brake WHERE id = 1 AND released_at IS NOT NULL");
        var since = now.AddDays(-1) is var day && released > day ? released.Value : day;
        return await connection.QuerySingleAsync<Counts>(
            $"""
            SELECT
                COALESCE((
                    SELECT max(n) FROM (
                        SELECT count(*) AS n FROM outbox
                        WHERE state IN {StateSql.Answered} AND done_at > @week AND done_at <= @now
                        GROUP BY (@now - done_at) / 86400000) AS days), 0) AS mails,
                (SELECT count(*) FROM bounces WHERE kind = 'Complaint' AND at > @since) AS complaints,
                (SELECT count(*) FROM bounces WHERE kind = 'Hard' AND at > @since) AS dead,
                (SELECT count(*) FROM bounces WHERE kind = 'Soft' AND at > @since) AS soft
            """,
            new { now, week = now.AddDays(-7), since });
    }

    private string? Fault(Counts counts)
    {
        var (complaints, dead, mails) = (counts.Complaints, counts.Dead, counts.Mails);
        var what =
            complaints >= LeastComplaints && complaints > options.Value.MostComplaints * mails
                ? $"{complaints} complaints about {mails} mails, more than {options.Value.MostComplaints:P1}"
            : dead >= LeastHardBounces && dead > options.Value.MostHardBounces * mails
            ? $"{dead} dead addresses among {mails} mails, more than {options.Value.MostHardBounces:P0}"
            : counts.Soft >= LeastSoftBounces && counts.Soft > options.Value.MostSoftBounces * mails
            ? $"{counts.Soft} soft bounces of {mails} mails, more than {options.Value.MostSoftBounces:P0}"
            : null;
        return what is null ? null
            : FormattableString.Invariant($"{what}. Find out why, then let it go on with: digestmailer bounces reset");
    }

    private sealed record Counts
    {
        public long Mails { get; init; }

        public long Complaints { get; init; }

        public long Dead { get; init; }

        public long Soft { get; init; }
    }
}
