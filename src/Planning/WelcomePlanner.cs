using Dapper;
using DigestMailer.Digests.Choosing;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using Microsoft.Extensions.Options;

namespace DigestMailer.Planning;

/// <summary>
/// Plans the first digest of one person at once, so that the day they confirm is not empty; it heads the chain of what
/// they were sent.
/// </summary>
internal sealed class WelcomePlanner(Database database, DigestDecision decision, DigestStore digests,
    IOptions<DeliveryOptions> delivery, TimeProvider clock)
{
    /// <summary>Does nothing for one who is not confirmed, or has a digest open.</summary>
    public async Task PlanAsync(long subscriberId, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        if (await CohortOfAsync(subscriberId, now, cancel) is not { } one)
        {
            return;
        }

        // As a daily reader's: an alert has no cap, and nobody wants three days of alerts for a welcome.
        var every = one.Every == Every.Match ? Every.Day : one.Every;
        var due = new DueDigest(one.TopicSetId, one.Topics, every, one.MaxPapers, one.LastDigestId, now, now)
        {
            Others = SharedHistory.Read(one.Others),
        };
        var digest =
            await decision.DecideAsync(due, now, cancel: cancel)
                with
            { Kind = DigestKind.Welcome, Every = one.Every.ToString() };
        await KeepAsync(subscriberId, one, digest, now, cancel);
    }

    private async Task<Cohort?> CohortOfAsync(long subscriberId, DateTimeOffset now, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QueryFirstOrDefaultAsync<Cohort>(
            $"""
            SELECT s.topic_set_id, t.definition, s.every, s.max_papers, s.last_digest_id, 1 AS members,
                s.reader_id IS NOT NULL AS of_several, {PlanScope.Others} AS others
            FROM subscriptions s JOIN topic_sets t ON t.id = s.topic_set_id
            WHERE s.subscriber_id = @subscriberId AND s.state = 'Confirmed' AND {PlanScope.Free}
            """,
            new { subscriberId, Far = Far(now) });
    }

    /// <summary>As a plan has it.</summary>
    private DateTimeOffset Far(DateTimeOffset now) => now - decision.ReachOfSeveral;

    private Task KeepAsync(long subscriberId, Cohort one, NewDigest digest, DateTimeOffset now,
        CancellationToken cancel) => database.WriteAsync(async transaction =>
    {
        if (one.OfSeveral)
        {
            // No plan may give the same papers to another digest of this reader meanwhile.
            await PlanLanes.HoldAsync(database, transaction, PlanLanes.OfSeveral);
        }

        var digestId = (await digests.AddAsync(transaction, [digest]))[0];
        var values = new
        {
            subscriberId,
            digestId,
            now,
            one.LastDigestId,
            one.Others,
            Far = Far(now),
            expires = now + delivery.Value.GiveUpAfter,
        };
        var planned = await transaction.ExecuteAsync(
            $"""
            UPDATE subscriptions AS s SET last_digest_id = @digestId, chosen_at = @now
            WHERE s.subscriber_id = @subscriberId AND s.last_digest_id IS NOT DISTINCT FROM @LastDigestId
                AND s.state = 'Confirmed' AND {PlanScope.Free} AND {PlanScope.Others} = @Others
            """,
            values);
        await transaction.ExecuteAsync(
            planned > 0
                ? $"""
                    INSERT INTO outbox(subscriber_id, slot, kind, digest_id, state, priority, due_at, expires_at)
                    VALUES (@subscriberId, @now, 'Welcome', @digestId, {StateSql.Ready}, 0, @now, @expires)
                    """
                : "DELETE FROM digests WHERE id = @digestId",
            values);
    }, cancel);
}
