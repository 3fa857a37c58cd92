using System.Data.Common;
using Dapper;
using DigestMailer.Digests;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery;

/// <summary>
/// Turns due subscriptions into outbox rows, a cohort at a time: one choice of papers, one set-based statement for its members.
/// A subscriber with a digest still open in the outbox waits until that has ended, so that history is a chain.
/// </summary>
internal sealed class Planner(
    Database database, PaperShelf shelf, DigestChoice choice, DigestStore digests,
    IOptions<DeliveryOptions> delivery, IOptions<DigestOptions> options, TimeProvider clock, ILogger<Planner> log)
{
    private const int CohortsInOneTransaction = 200;

    /// <summary>Plans everything due now. Running it twice, or in two processes, plans nobody twice.</summary>
    /// <param name="only">Only this subscriber.</param>
    /// <param name="dryRun">Chooses and counts, and keeps nothing.</param>
    public async Task<PlanReport> PlanAsync(long? only = null, bool dryRun = false, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var report = new PlanReport();
        foreach (var batch in (await CohortsAsync(now, only, cancel)).Chunk(CohortsInOneTransaction))
        {
            var plans = new List<CohortPlan>(batch.Length);
            foreach (var cohort in batch)
            {
                plans.AddRange(await DecideAsync(cohort, now, cancel));
            }

            report += dryRun
                ? plans.Aggregate(new PlanReport(), (sum, plan) => sum + plan.Report(plan.Cohort.Members))
                : await database.WriteAsync(transaction => KeepAsync(transaction, plans, only, now), cancel);
            progress?.Report(report.Due);
        }

        return report;
    }

    private async Task<List<Cohort>> CohortsAsync(DateTimeOffset now, long? only, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var cohorts = await connection.QueryAsync<Cohort>(
            $"""
            SELECT s.topic_set_id, t.definition, s.every, s.weekday, s.at_minute, s.zone, s.max_papers, s.last_digest_id, s.next_at, count(*) AS members
            FROM subscriptions s JOIN topic_sets t ON t.id = s.topic_set_id
            WHERE {Due} AND {Wanted}
            GROUP BY s.topic_set_id, t.definition, s.every, s.weekday, s.at_minute, s.zone, s.max_papers, s.last_digest_id, s.next_at
            ORDER BY s.topic_set_id, s.next_at
            """,
            new { now, only });
        return cohorts.ToList();
    }

    private const string Due =
        """
        s.state = 'Confirmed' AND s.next_at <= @now AND (s.paused_until IS NULL OR s.paused_until <= @now)
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subscriber_id = s.subscriber_id AND o.digest_id IS NOT NULL AND o.state IN ('Ready', 'Taken', 'InDoubt'))
        """;

    private const string Wanted = "(CAST(@only AS BIGINT) IS NULL OR s.subscriber_id = @only)";

    private async Task<IEnumerable<CohortPlan>> DecideAsync(Cohort cohort, DateTimeOffset now, CancellationToken cancel)
    {
        if (cohort.Rhythm is not { } rhythm)
        {
            log.LogError("The time zone {Zone} is not known here; its {Members} subscribers wait. Install the system's time zone data.", cohort.Zone, cohort.Members);
            return [];
        }

        var slot = rhythm.Latest(cohort.NextAt, now);
        var next = rhythm.Next(now);
        if (now - slot > delivery.Value.GiveUpAfter)
        {
            return [new CohortPlan(cohort, slot, next, null, Expired: true)];
        }

        var digest = await ChooseAsync(cohort, slot, now, cancel);
        return [new CohortPlan(cohort, slot, next, digest.Choice.Papers.Count > 0 ? digest : null, Expired: false)];
    }

    private async Task<NewDigest> ChooseAsync(Cohort cohort, DateTimeOffset slot, DateTimeOffset now, CancellationToken cancel)
    {
        var window = now - options.Value.Window;
        var last = await digests.MadeAtAsync(cohort.LastDigestId, cancel);
        var from = last < window ? last.Value : window;
        var sent = await digests.SentSinceAsync(cohort.LastDigestId, from, cancel);
        var play = await shelf.SinceAsync(from, cancel);
        var kind = cohort.Every == Every.Match ? DigestKind.Alert : DigestKind.Digest;
        var chosen = choice.Choose(play, cohort.Topics, sent, from, now, kind == DigestKind.Alert ? null : cohort.MaxPapers);
        return new NewDigest(kind, cohort.TopicSetId, cohort.Every.ToString(), slot, cohort.LastDigestId, from, now, chosen);
    }

    private async Task<PlanReport> KeepAsync(DbTransaction transaction, List<CohortPlan> plans, long? only, DateTimeOffset now)
    {
        var report = new PlanReport();
        var made = new Dictionary<DigestChoiceKey, long>();
        foreach (var plan in plans)
        {
            long? digestId = plan.Digest is null ? null : await DigestIdAsync(transaction, plan, plan.Digest, made);
            var members = await MoveMembersAsync(transaction, plan, digestId, only, now);
            report += plan.Report(members);
        }

        await transaction.Connection!.ExecuteAsync(
            "DELETE FROM digests WHERE id IN @ids AND NOT EXISTS (SELECT 1 FROM outbox WHERE digest_id = digests.id)", new { ids = made.Values }, transaction);
        return report;
    }

    private static async Task<long> DigestIdAsync(DbTransaction transaction, CohortPlan plan, NewDigest digest, Dictionary<DigestChoiceKey, long> made)
    {
        var key = plan.Cohort.ChoiceKey(plan.Slot);
        if (!made.TryGetValue(key, out var id))
        {
            id = await DigestStore.AddAsync(transaction, digest);
            made[key] = id;
        }

        return id;
    }

    /// <summary>Writes the outbox rows of a cohort's members and moves them to their next slot; those that changed meanwhile are left for the next plan.</summary>
    private async Task<int> MoveMembersAsync(DbTransaction transaction, CohortPlan plan, long? digestId, long? only, DateTimeOffset now)
    {
        var cohort = plan.Cohort;
        var members = new
        {
            now,
            only,
            plan.Slot,
            plan.Next,
            digestId,
            kind = plan.Digest?.Kind.ToString(),
            expires = plan.Slot + delivery.Value.GiveUpAfter,
            every = cohort.Every.ToString(),
            cohort.TopicSetId,
            cohort.NextAt,
            cohort.Weekday,
            cohort.AtMinute,
            cohort.Zone,
            cohort.MaxPapers,
            cohort.LastDigestId,
        };
        if (digestId is not null)
        {
            await transaction.Connection!.ExecuteAsync(
                $"""
                INSERT INTO outbox(subscriber_id, slot, kind, digest_id, state, due_at, expires_at)
                SELECT s.subscriber_id, @Slot, @kind, @digestId, 'Ready', @now, @expires FROM subscriptions s WHERE {Due} AND {Wanted} AND {Member}
                ON CONFLICT (subscriber_id, slot, kind) DO NOTHING
                """,
                members, transaction);
        }

        // The rows just written are open, so the check for open rows is left out; next_at alone says who was in the plan.
        return await transaction.Connection!.ExecuteAsync(
            $"""
            UPDATE subscriptions AS s SET next_at = @Next, last_digest_id = CASE
                WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.subscriber_id = s.subscriber_id AND o.digest_id = @digestId) THEN @digestId
                ELSE s.last_digest_id END
            WHERE s.state = 'Confirmed' AND (s.paused_until IS NULL OR s.paused_until <= @now) AND {Wanted} AND {Member}
                AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subscriber_id = s.subscriber_id AND o.digest_id IS NOT NULL
                    AND o.state IN ('Ready', 'Taken', 'InDoubt') AND o.digest_id IS DISTINCT FROM @digestId)
            """,
            members, transaction);
    }

    private const string Member =
        """
        s.topic_set_id = @TopicSetId AND s.next_at = @NextAt AND s.every = @every AND s.weekday = @Weekday AND s.at_minute = @AtMinute
            AND s.zone = @Zone AND s.max_papers = @MaxPapers AND s.last_digest_id IS NOT DISTINCT FROM @LastDigestId
        """;

    /// <summary>What one cohort gets: a digest, nothing, or the end of a slot that came too late.</summary>
    private sealed record CohortPlan(Cohort Cohort, DateTimeOffset Slot, DateTimeOffset Next, NewDigest? Digest, bool Expired)
    {
        public PlanReport Report(int members) => new()
        {
            Due = members,
            Expired = Expired ? members : 0,
            NothingNew = !Expired && Digest is null ? members : 0,
            Digests = Digest is null ? 0 : members,
        };
    }
}
