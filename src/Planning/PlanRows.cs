using Dapper;
using DigestMailer.Digests.Choosing;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;
using Microsoft.Extensions.Options;

namespace DigestMailer.Planning;

/// <summary>
/// Keeps plans in sets: a handful of statements for any number of cohorts and members. The cohorts are laid next to the
/// subscriptions, who belongs to which is found once, and the outbox rows and next slots follow from that.
/// </summary>
internal sealed class PlanRows(Database database, DigestStore digests, IOptions<DeliveryOptions> delivery)
{
    // Longer than a mail waits, and a weekend.
    private static readonly TimeSpan WentWithout = TimeSpan.FromDays(4);

    /// <summary>
    /// Numbers of all subscribers there are, parted into about as many as <paramref name="parts"/> says, so that each
    /// part lies together in the tables.
    /// </summary>
    public async Task<IReadOnlyList<SubscriberRange>> PartAsync(int parts, CancellationToken cancel)
    {
        if (parts <= 1)
        {
            return [SubscriberRange.All];
        }

        await using var connection = await database.OpenAsync(cancel);
        var (least, most) =
            await connection.QuerySingleAsync<(long, long)>(
                "SELECT COALESCE(min(subscriber_id), 0), COALESCE(max(subscriber_id), 0) FROM subscriptions");
        return SubscriberRange.Part(least, most, parts);
    }

    /// <summary>
    /// Whether more than <paramref name="few"/> digests of readers with several have come due, on a server that keeps
    /// plans side by side.
    /// </summary>
    public async Task<bool> AreManyOfSeveralAsync(PlanScope scope, int few, CancellationToken cancel)
    {
        if (database.Dialect == Dialect.Sqlite)
        {
            return false;
        }

        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(
            $"""
            SELECT EXISTS (SELECT 1 FROM subscriptions s
                WHERE s.reader_id IS NOT NULL AND {PlanScope.Come} AND {PlanScope.Wanted} OFFSET @few)
            """,
            new { scope.Now, scope.Only, few });
    }

    /// <summary>
    /// Keeps the plans for the members in one range, in the caller's transaction; members that changed meanwhile are
    /// left for the next plan.
    /// </summary>
    /// <param name="made">The digests of these plans where a range before this one has made them.</param>
    public async Task<KeptPlans> KeepAsync(Transaction transaction, IReadOnlyList<CohortPlan> plans,
        IReadOnlyDictionary<DigestChoiceKey, long>? made, SubscriberRange range, PlanScope scope)
    {
        await PlanLanes.HoldAsync(database, transaction, scope.Several ? scope.LanesOfSeveral
            : plans.Select(plan => plan.Cohort.Lane).Distinct());
        made ??= await KeepDigestsAsync(transaction, plans);
        await StageAsync(transaction, plans, made);
        var (members, whole) = await MoveAsync(transaction, plans, range, scope);
        await transaction.ExecuteAsync("DROP TABLE plan_members; DROP TABLE plan_cohorts");
        return new(made, members, whole);
    }

    /// <summary>
    /// Some members had changed since their cohorts were counted: forgets the digests that nobody gets.
    /// </summary>
    public static Task ForgetUnusedAsync(Transaction transaction, IEnumerable<long> digests) =>
        transaction.ExecuteAsync(
        "DELETE FROM digests WHERE id IN @ids AND NOT EXISTS (SELECT 1 FROM outbox WHERE digest_id = digests.id)",
        new { ids = digests.ToList() });

    private async Task<Dictionary<DigestChoiceKey, long>> KeepDigestsAsync(Transaction transaction,
        IReadOnlyList<CohortPlan> plans)
    {
        var distinct = plans.Where(plan => plan.Digest is not null).DistinctBy(plan => plan.ChoiceKey).ToList();
        var ids = await digests.AddAsync(transaction, distinct.ConvertAll(plan => plan.Digest!));
        return distinct.Zip(ids).ToDictionary(pair => pair.First.ChoiceKey!, pair => pair.Second);
    }

    private async Task StageAsync(Transaction transaction, IReadOnlyList<CohortPlan> plans,
        IReadOnlyDictionary<DigestChoiceKey, long> made)
    {
        var kin = plans.Index().DistinctBy(plan => plan.Item.Cohort.Kin).ToDictionary(plan => plan.Item.Cohort.Kin,
            plan => plan.Index);
        await transaction.ExecuteAsync(
            """
            CREATE TEMP TABLE plan_cohorts(
                n INTEGER PRIMARY KEY, topic_set_id BIGINT, every TEXT, weekday INTEGER, at_minute INTEGER, zone TEXT,
                max_papers INTEGER, tell_if_empty INTEGER, last_digest_id BIGINT, paused_until BIGINT,
                chosen_at BIGINT, next_at BIGINT, slot BIGINT, next BIGINT, digest_id BIGINT, kind TEXT,
                expires BIGINT, chosen INTEGER, others TEXT, kin INTEGER);
            CREATE TEMP TABLE plan_members(subscriber_id BIGINT, n INTEGER);
            """);
        await database.BulkAsync(transaction, "plan_cohorts",
            "n,topic_set_id,every,weekday,at_minute,zone,max_papers,tell_if_empty,last_digest_id,paused_until,"
            + "chosen_at,next_at,slot,next,digest_id,kind,expires,chosen,others,kin",
            plans.Select((plan, n) =>
                Row(n, kin[plan.Cohort.Kin], plan, plan.ChoiceKey is { } key ? made[key] : null)));
        if (database.Dialect == Dialect.Postgres)
        {
            // Without it the server takes the new table for a big one and reads all subscriptions for a few cohorts.
            // And compiling its statements takes longer than they do.
            await transaction.ExecuteAsync("ANALYZE plan_cohorts; SET LOCAL jit = off");
        }
    }

    private object?[] Row(int n, int kin, CohortPlan plan, long? digestId) =>
    [
        n, plan.Cohort.TopicSetId, plan.Cohort.Every.ToString(), plan.Cohort.Weekday, plan.Cohort.AtMinute,
        plan.Cohort.Zone, plan.Cohort.MaxPapers,
        plan.Cohort.TellIfEmpty ? 1 : 0, plan.Cohort.LastDigestId ?? 0,
        plan.Cohort.PausedUntil?.ToUnixTimeMilliseconds() ?? 0, plan.Cohort.ChosenAt?.ToUnixTimeMilliseconds() ?? 0,
        plan.Cohort.NextAt.ToUnixTimeMilliseconds(), plan.Slot.ToUnixTimeMilliseconds(),
        plan.Next.ToUnixTimeMilliseconds(), digestId, plan.Digest?.Kind.ToString(),
        (plan.Slot + delivery.Value.GiveUpAfter).ToUnixTimeMilliseconds(),
        plan.End is SlotEnd.Digest or SlotEnd.NothingNew ? 1 : 0, plan.Cohort.Others, kin,
    ];

    /// <returns>How many members of each plan were in the range, by its place, and whether each got the digest that was
    /// meant for them.</returns>
    private static async Task<(IReadOnlyDictionary<int, int> Members, bool IsWhole)> MoveAsync(
        Transaction transaction, IReadOnlyList<CohortPlan> plans, SubscriberRange range, PlanScope scope)
    {
        // PlanScope.Others is read once for each member, and not for each cohort that differs in nothing else.
        await transaction.ExecuteAsync(
            $"""
            WITH kin AS MATERIALIZED (
                SELECT s.subscriber_id, c.kin, {(scope.Several ? PlanScope.Others : "''")} AS others
                FROM plan_cohorts c CROSS JOIN subscriptions s
                WHERE c.n = c.kin AND s.next_at = c.next_at AND s.topic_set_id = c.topic_set_id
                    AND s.subscriber_id BETWEEN @First AND @Last AND {scope.Due} AND {PlanScope.Wanted}
                    AND s.every = c.every AND s.weekday = c.weekday AND s.at_minute = c.at_minute AND s.zone = c.zone
                    AND s.max_papers = c.max_papers AND s.tell_if_empty = c.tell_if_empty
                    AND COALESCE(s.last_digest_id, 0) = c.last_digest_id
                    AND COALESCE({PlanScope.Paused}, 0) = c.paused_until
                    AND COALESCE({PlanScope.Chosen}, 0) = c.chosen_at)
            INSERT INTO plan_members(subscriber_id, n)
            SELECT k.subscriber_id, c.n FROM kin k JOIN plan_cohorts c ON c.kin = k.kin AND c.others = k.others
            """,
            new
            {
                scope.Now,
                scope.Only,
                scope.Recent,
                scope.Far,
                scope.Unknown,
                scope.LanesOfSeveral,
                range.First,
                range.Last,
            });
        var members =
            (await transaction.QueryAsync<(int N, int Members)>("SELECT n, count(*) FROM plan_members GROUP BY n"))
                .ToDictionary(row => row.N, row => row.Members);
        // Subscribers whose last digest expired unsent go first: where a relay takes fewer mails a day than there are
        // subscribers, the same ones would go without every day.
        var late = await transaction.ExecuteScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM outbox WHERE done_at >= @since AND state = 'Expired')",
            new { since = scope.Now - WentWithout }) ? 1 : 0;
        var written = await transaction.ExecuteAsync(
            $"""
            INSERT INTO outbox(subscriber_id, slot, kind, digest_id, state, priority, due_at, expires_at)
            SELECT m.subscriber_id, c.slot, c.kind, c.digest_id, {StateSql.Ready},
                CASE WHEN @late = 1 AND (SELECT o.state FROM outbox o WHERE o.subscriber_id = m.subscriber_id
                    AND o.slot < c.slot AND o.digest_id IS NOT NULL ORDER BY o.slot DESC LIMIT 1) = 'Expired'
                    THEN 1 ELSE 2 END,
                c.slot, c.expires
            FROM plan_members m JOIN plan_cohorts c ON c.n = m.n WHERE c.digest_id IS NOT NULL
            ON CONFLICT (subscriber_id, slot, kind) DO NOTHING
            """,
            new { late });
        var whole = written == members.Where(row => plans[row.Key].Digest is not null).Sum(row => row.Value);
        // The sum keeps a server whose statistics are old from going through all who are due at that time, once for
        // each cohort.
        await transaction.ExecuteAsync(
            """
            UPDATE subscriptions AS s SET next_at = c.next,
                chosen_at = CASE WHEN c.chosen = 1 THEN @Now ELSE s.chosen_at END,
                last_digest_id = CASE
                    WHEN c.digest_id IS NOT NULL AND (@whole = 1 OR EXISTS (
                        SELECT 1 FROM outbox o WHERE o.subscriber_id = s.subscriber_id AND o.digest_id = c.digest_id))
                        THEN c.digest_id
                    ELSE s.last_digest_id END
            FROM plan_members m JOIN plan_cohorts c ON c.n = m.n
            WHERE s.subscriber_id = m.subscriber_id AND s.next_at + 0 = c.next_at AND s.state = 'Confirmed'
            """,
            new { scope.Now, whole = whole ? 1 : 0 });
        return (members, whole);
    }
}

/// <summary>What was kept of plans for the members in one range.</summary>
/// <param name="Members">How many each plan had, by its place.</param>
/// <param name="IsWhole">Whether nobody had a mail of that slot before.</param>
internal sealed record KeptPlans(IReadOnlyDictionary<DigestChoiceKey, long> Digests,
    IReadOnlyDictionary<int, int> Members, bool IsWhole);
