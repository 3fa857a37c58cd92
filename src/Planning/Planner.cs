using System.Globalization;
using Dapper;
using DigestMailer.Digests.Choosing;
using DigestMailer.Outbox;
using DigestMailer.Papers.Merging;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;
using Microsoft.Extensions.Options;

namespace DigestMailer.Planning;

/// <summary>
/// Turns due subscriptions into outbox rows, a cohort at a time: one choice of papers, one set-based statement for its
/// members. A subscription with a digest still open in the outbox waits until that has ended, so that history is a
/// chain.
/// </summary>
internal sealed class Planner(
    Database database, PaperStore papers, DigestDecision decision, PlanRows rows, ReminderPlanner reminders,
    IOptions<DeliveryOptions> delivery, IOptions<DigestOptions> options, TimeProvider clock, ILogger<Planner> log)
{
    // So that other writers of a SQLite file wait a few seconds at most, and what a transaction holds does not grow
    // with the readers.
    private const int MembersInOneTransaction = 50_000;
    // Four times as many each time: delivery need not wait for long until it has something to begin with.
    private const int MembersInTheFirst = 2500;
    private const int CohortsInOneBatch = 1000;
    // A batch of more members than fit is kept in parts, by the numbers of its members: a page of SQLite's table is
    // then read and written once and not for each few cohorts, whose members lie all over it. No more cohorts than
    // that, since delivery makes their mails in parts and keeps that number of bodies.
    private const int CohortsInParts = 128;

    /// <summary>Readers with several digests are planned side by side where more of their digests are due.</summary>
    internal int MostInOneLane { get; set; } = MembersInOneTransaction;

    /// <summary>
    /// Plans everything due now. Running it twice, or in two processes, plans nobody twice. Several digests of one
    /// reader are planned one after the other, the most specific first; each leaves out what the others hold.
    /// Reminders of saved papers come after them.
    /// </summary>
    /// <param name="only">Only this reader.</param>
    /// <param name="dryRun">Chooses and counts, and keeps nothing.</param>
    public async Task<PlanReport> PlanAsync(long? only = null, bool dryRun = false, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var scope = new PlanScope(now, only, now - options.Value.Window, now - decision.ReachOfSeveral);
        var reports = await Task.WhenAll(
            PlanOfOneAsync(scope, dryRun, cancel), PlanOfSeveralAsync(scope, dryRun, cancel));
        if (!dryRun)
        {
            await reminders.PlanAsync(only, cancel);
        }

        return reports[0] + reports[1];
    }

    private async Task<PlanReport> PlanOfOneAsync(PlanScope scope, bool dryRun, CancellationToken cancel)
    {
        var cohorts = await CohortsAsync(scope, cancel);
        // A plan that fits into one transaction needs no second, and its rows are in the order of the cohorts.
        var lanes =
            cohorts.Sum(cohort => (long)cohort.Members) > MembersInOneTransaction
                ? cohorts.GroupBy(cohort => cohort.Lane).Select(lane => lane.ToList()) : [cohorts];
        var reports = await Task.WhenAll(lanes.Select(lane => PlanAsync(lane, scope, dryRun, cancel)));
        return reports.Aggregate(new PlanReport(), (sum, report) => sum + report);
    }

    private async Task<PlanReport> PlanOfSeveralAsync(PlanScope scope, bool dryRun, CancellationToken cancel)
    {
        // Lanes have no digest in common, which is the price of keeping them side by side.
        var lanes =
            await rows.AreManyOfSeveralAsync(scope, MostInOneLane, cancel)
                ? PlanLanes.OfSeveral.Select(lane => (IReadOnlyList<long>)[lane]) : [PlanLanes.OfSeveral];
        var reports = await Task.WhenAll(
            lanes.Select(lane => PlanInTurnsAsync(scope with { LanesOfSeveral = lane }, dryRun, cancel)));
        return reports.Aggregate(new PlanReport(), (sum, report) => sum + report);
    }

    /// <summary>One digest of each reader, then the next one of those who have another that is due.</summary>
    private async Task<PlanReport> PlanInTurnsAsync(PlanScope scope, bool dryRun, CancellationToken cancel)
    {
        var report = new PlanReport();
        for (var turn = 0; turn < ReaderDigests.Most; turn++)
        {
            var cohorts = await CohortsAsync(scope, cancel);
            report += await PlanAsync(cohorts, scope, dryRun, cancel);
            if (dryRun || cohorts.Count == 0)
            {
                break;
            }

            var unknown = cohorts.Where(cohort => cohort.Rhythm is null).Select(cohort => cohort.Zone);
            scope = scope with { Unknown = [.. scope.Unknown.Union(unknown)] };
        }

        return report;
    }

    private async Task<PlanReport> PlanAsync(List<Cohort> cohorts, PlanScope scope, bool dryRun,
        CancellationToken cancel)
    {
        var report = new PlanReport();
        foreach (var batch in Batches(cohorts))
        {
            var plans = await DecideAsync(batch, scope.Now, cancel);
            report += dryRun
                ? plans.Aggregate(new PlanReport(), (sum, plan) => sum + plan.Report(plan.Cohort.Members))
                : await KeepAsync(plans, scope, cancel);
        }

        return report;
    }

    /// <summary>Killed between two parts, the next plan counts the rest of a cohort as one of its own.</summary>
    private async Task<PlanReport> KeepAsync(List<CohortPlan> plans, PlanScope scope, CancellationToken cancel)
    {
        var expected = plans.Sum(plan => plan.Cohort.Members);
        var (report, found, whole) = (new PlanReport(), 0, true);
        KeptPlans? kept = null;
        foreach (var range in await rows.PartAsync((int)Math.Round((double)expected / MembersInOneTransaction), cancel))
        {
            var made = kept?.Digests;
            kept = await database.WriteAsync(transaction => rows.KeepAsync(transaction, plans, made, range, scope),
                cancel);
            found += kept.Members.Values.Sum();
            whole &= kept.IsWhole;
            report = kept.Members.Aggregate(report, (sum, row) => sum + plans[row.Key].Report(row.Value));
        }

        if ((found < expected || !whole) && kept is { Digests.Count: > 0 })
        {
            await database.WriteAsync(transaction => PlanRows.ForgetUnusedAsync(transaction, kept.Digests.Values),
                cancel);
        }

        return report;
    }

    private async Task<List<Cohort>> CohortsAsync(PlanScope scope, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        if (scope.Several && database.Dialect == Dialect.Postgres)
        {
            // Compiling the statement takes the server longer than running it.
            await connection.ExecuteAsync("SET jit = off");
        }

        // Along the index of slots SQLite would read a page of the table for each subscription; by their numbers it
        // reads each page once.
        var inOrder =
            database.Dialect == Dialect.Sqlite
                ? $"s.subscriber_id IN (SELECT subscriber_id FROM subscriptions {scope.Index} AND next_at <= @Now) AND"
                : "";
        var (others, byOthers) = scope.Several ? ($"{PlanScope.Others} AS others,", ", others") : ("", "");
        var cohorts = await connection.QueryAsync<Cohort>(
            $"""
            SELECT c.*, t.definition FROM (
                SELECT s.topic_set_id, s.every, s.weekday, s.at_minute, s.zone, s.max_papers, s.tell_if_empty,
                    s.last_digest_id, s.next_at, {others}
                    {PlanScope.Paused} AS paused_until, {PlanScope.Chosen} AS chosen_at, count(*) AS members
                FROM subscriptions s
                WHERE {inOrder} {scope.Due} AND {PlanScope.Wanted}
                GROUP BY s.topic_set_id, s.every, s.weekday, s.at_minute, s.zone, s.max_papers, s.tell_if_empty,
                    s.last_digest_id, s.next_at, {PlanScope.Paused}, {PlanScope.Chosen}{byOthers}) c
            JOIN topic_sets t ON t.id = c.topic_set_id
            ORDER BY c.topic_set_id, c.next_at
            """,
            scope);
        return [.. cohorts.Select(cohort => cohort with { OfSeveral = scope.Several })];
    }

    private IEnumerable<List<Cohort>> Batches(IEnumerable<Cohort> cohorts)
    {
        // PostgreSQL looks members up by the slot, whatever their numbers, so that parts would go through all of them
        // again.
        var most = database.Dialect == Dialect.Sqlite ? int.MaxValue / 4 : MembersInOneTransaction;
        var batch = new List<Cohort>();
        var (members, room) = (0, MembersInTheFirst);
        foreach (var cohort in cohorts)
        {
            batch.Add(cohort);
            members += cohort.Members;
            if (members >= room || batch.Count == CohortsInOneBatch
                || (members >= MembersInOneTransaction && batch.Count >= CohortsInParts))
            {
                yield return batch;
                (batch, members, room) = ([], 0, Math.Min(4 * room, most));
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    /// <summary>
    /// The plans in the order of the cohorts; on every core, since topics of one's own make choosing the longest part
    /// of a plan.
    /// </summary>
    private async Task<List<CohortPlan>> DecideAsync(List<Cohort> batch, DateTimeOffset now, CancellationToken cancel)
    {
        var generation = await papers.GenerationAsync(cancel);
        var alike = batch.CountBy(cohort => cohort.Likeness).ToDictionary();
        var plans = new IEnumerable<CohortPlan>[batch.Count];
        await Parallel.ForEachAsync(batch.Index(), cancel, async (placed, token) =>
            plans[placed.Index] =
                await DecideAsync(placed.Item, alike[placed.Item.Likeness] > 1, generation, now, token));
        return [.. plans.SelectMany(plan => plan)];
    }

    /// <param name="hasLike">Whether there is another cohort from which only history parts it.</param>
    private async Task<IEnumerable<CohortPlan>> DecideAsync(Cohort cohort, bool hasLike, long generation,
        DateTimeOffset now, CancellationToken cancel)
    {
        if (cohort.Rhythm is not { } rhythm)
        {
            log.LogError(
                "The time zone {Zone} is not known here; its {Members} subscribers wait. Install the system's time "
                    + "zone data.", cohort.Zone, cohort.Members);
            return [];
        }

        var slot = rhythm.Latest(cohort.NextAt, now);
        var next = rhythm.Next(now);
        if (slot < cohort.PausedUntil)
        {
            return [new CohortPlan(cohort, slot, next, null, SlotEnd.Paused)];
        }

        if (now - slot > delivery.Value.GiveUpAfter)
        {
            return [new CohortPlan(cohort, slot, next, null, SlotEnd.Expired)];
        }

        var digest = await decision.DecideAsync(cohort.DueAt(slot), now, generation, cancel);
        return [digest.Choice.Papers.Count > 0 || (cohort.TellIfEmpty && digest.Kind == DigestKind.Digest)
            ? new CohortPlan(cohort, slot, next, digest, SlotEnd.Digest,
                await KeyAsync(cohort, digest, hasLike, cancel))
            : new CohortPlan(cohort, slot, next, null, SlotEnd.NothingNew)];
    }

    private async Task<DigestChoiceKey> KeyAsync(Cohort cohort, NewDigest digest, bool hasLike,
        CancellationToken cancel)
    {
        var history =
            hasLike ? await decision.HistoryAsync(digest,
                    cohort.OfSeveral ? SharedHistory.Read(cohort.Others) : null, cancel)
                : string.Create(CultureInfo.InvariantCulture, $"digest {cohort.LastDigestId} {cohort.Others}");
        return new(cohort.TopicSetId, cohort.Every, cohort.MaxPapers, history, digest.From, digest.Slot);
    }
}
