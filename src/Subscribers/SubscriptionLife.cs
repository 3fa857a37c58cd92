using DigestMailer.Events;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>
/// The life of a subscription: Pending, Confirmed, Unsubscribed, and erased. Each change of consent leaves its proof in
/// the same transaction; doing a thing twice is the same as doing it once.
/// </summary>
internal sealed class SubscriptionLife(Database database, AddressHash hash, SuppressionStore suppressions,
    TimeProvider clock, IEnumerable<IPersonalData> others, ILogger<SubscriptionLife>? log = null)
{
    /// <summary>How long a request waits to be confirmed before it is forgotten.</summary>
    public static readonly TimeSpan PendingFor = TimeSpan.FromDays(7);

    /// <summary>
    /// Somebody gave this address in the form. A new or unsubscribed one becomes Pending; one that is Confirmed keeps
    /// its wishes, since anyone may type an address; one that is suppressed is left alone.
    /// </summary>
    /// <param name="addressHash">Of the address; hashed before the transaction, since the first hash of all makes its
    /// key in one of its own.</param>
    /// <returns>The subscriber who is to be asked, or null.</returns>
    public async Task<long?> RequestAsync(Transaction transaction, string email, string addressHash, Wishes wishes,
        Consent consent)
    {
        var now = clock.GetUtcNow();
        await database.AloneAsync(transaction, SubscriptionRows.Joining);
        var before = await transaction.QueryFirstOrDefaultAsync<string>(
            "SELECT s.state FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id WHERE p.address_hash = "
                + "@addressHash", new { addressHash });
        if (before == nameof(SubscriptionState.Confirmed)
            || await SuppressionStore.IsSuppressedAsync(transaction, addressHash))
        {
            return null;
        }

        var id = await transaction.ExecuteScalarAsync<long>(
            """
            INSERT INTO subscribers(email, address_hash, language, created_at)
                VALUES (@email, @addressHash, @Language, @now)
            ON CONFLICT (address_hash) DO UPDATE SET language = excluded.language RETURNING id
            """,
            new { email, addressHash, wishes.Look.Language, now });
        await SaveAsync(transaction, id, wishes, SubscriptionState.Pending, null, now);
        if (before != nameof(SubscriptionState.Pending))
        {
            await SubscriptionRows.RecordAsync(transaction, id, SubscriptionState.Pending, consent, now);
        }

        log?.LogInformation("Subscriber {Subscriber} signed up, and is asked to confirm", id);
        return id;
    }

    private async Task SaveAsync(Transaction transaction, long id, Wishes wishes, SubscriptionState state,
        DateTimeOffset? nextAt, DateTimeOffset now)
    {
        var topicSetId = await SubscriptionRows.TopicSetIdAsync(transaction, database.Dialect, wishes.Topics);
        await SubscriptionRows.SaveAsync(transaction, database.Dialect, now,
            [new(id, wishes with { Rhythm = wishes.Rhythm.For(id) }, state, topicSetId, nextAt)]);
    }

    /// <summary>
    /// The person behind the address agrees. The first regular slot is the next one; what is new today comes as a
    /// welcome.
    /// </summary>
    public Task<ConfirmEnd> ConfirmAsync(long subscriberId, Consent consent, CancellationToken cancel = default) =>
        database.WriteAsync(async transaction =>
    {
        var subscriber = await LoadAsync(transaction, subscriberId);
        switch (subscriber?.State)
        {
            case SubscriptionState.Confirmed:
                return ConfirmEnd.Already;
            case SubscriptionState.Pending:
                await BeginAsync(transaction, subscriber, consent);
                await BeginOthersAsync(transaction, subscriber, consent);
                return ConfirmEnd.Confirmed;
            default:
                return ConfirmEnd.Gone;
        }
    }, cancel);

    /// <summary>Digests that wait because nobody had confirmed the address begin with the first one.</summary>
    private async Task BeginOthersAsync(Transaction transaction, Subscriber subscriber, Consent consent)
    {
        foreach (var id in (await transaction.QueryAsync<long>(
            "SELECT subscriber_id FROM subscriptions WHERE reader_id = @ReaderId AND state = 'Pending'",
            new { subscriber.ReaderId })).ToList())
        {
            await BeginAsync(transaction, (await LoadAsync(transaction, id))!, consent);
        }
    }

    /// <summary>Takes back having left: Unsubscribed becomes Confirmed again under the same wishes.</summary>
    /// <param name="within">How long ago it may have been; null means any time.</param>
    /// <returns>Whether the subscription is a confirmed one now.</returns>
    public Task<bool> ReturnAsync(long subscriberId, Consent consent, TimeSpan? within = null,
        CancellationToken cancel = default) => database.WriteAsync(async transaction =>
    {
        var subscriber = await LoadAsync(transaction, subscriberId);
        var since = clock.GetUtcNow() - (within ?? TimeSpan.FromDays(36_500));
        if (subscriber?.State == SubscriptionState.Unsubscribed
            && await transaction.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM subscriptions WHERE subscriber_id = @subscriberId AND changed_at >= @since",
            new { subscriberId, since }) > 0)
        {
            await BeginAsync(transaction, subscriber, consent);
            return true;
        }

        return subscriber?.State == SubscriptionState.Confirmed;
    }, cancel);

    private async Task BeginAsync(Transaction transaction, Subscriber subscriber, Consent consent)
    {
        var now = clock.GetUtcNow();
        await transaction.ExecuteAsync(
            "UPDATE subscriptions SET state = 'Confirmed', next_at = @next, chosen_at = NULL, paused_until = NULL, "
                + "changed_at = @now WHERE subscriber_id = @Id",
            new { next = subscriber.Wishes.Rhythm.Next(now), now, subscriber.Id });
        await SubscriptionRows.RecordAsync(transaction, subscriber.Id, SubscriptionState.Confirmed, consent, now);
        log?.LogInformation("Subscriber {Subscriber} confirmed ({Source})", subscriber.Id, consent.Source);
    }

    /// <summary>
    /// Other wishes of the same person; consent and history stay, and what was said of papers where the wishes say
    /// nothing of it.
    /// </summary>
    /// <returns>False where there is no such subscriber.</returns>
    public Task<bool> ChangeAsync(long subscriberId, Wishes wishes, CancellationToken cancel = default) =>
        database.WriteAsync(async transaction =>
    {
        if (await LoadAsync(transaction, subscriberId) is not { } subscriber)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        wishes =
            wishes with
            {
                Topics = wishes.Topics.Keeping(subscriber.Wishes.Topics),
                Rhythm = wishes.Rhythm.For(subscriberId)
            };
        var next =
            subscriber.State == SubscriptionState.Confirmed
                ? wishes.Rhythm.First(now, await SubscriptionRows.ServedAsync(transaction, subscriberId))
                : (DateTimeOffset?)null;
        await transaction.ExecuteAsync("UPDATE subscribers SET language = @Language WHERE id = @subscriberId",
                new { wishes.Look.Language, subscriberId });
        await SaveAsync(transaction, subscriberId, wishes, subscriber.State, next, now);
        return true;
    }, cancel);

    /// <summary>
    /// The person wants more of what is like a paper, or less of it, or (null) takes back what they said.
    /// </summary>
    /// <returns>The wishes as they are now; null where there is no confirmed subscription.</returns>
    public Task<Wishes?> JudgeAsync(long subscriberId, string paper, bool? more, CancellationToken cancel = default) =>
        ChangeTopicsAsync(subscriberId, topics => topics.Judging(paper, more), cancel);

    /// <summary>The person likes papers, in addition to others or instead of all that they said before.</summary>
    /// <returns>The wishes as they are now; null where there is no confirmed subscription.</returns>
    public Task<Wishes?> LikeAsync(long subscriberId, IReadOnlyList<string> papers, bool instead,
        CancellationToken cancel = default) => ChangeTopicsAsync(subscriberId, topics => papers.Aggregate(
            instead ? topics with { More = [], Less = [] } : topics, (known, paper) => known.Judging(paper, true)),
            cancel);

    /// <summary>
    /// Papers left a library that the person connected, and others came to it. What they want less of stays so.
    /// </summary>
    /// <returns>The wishes as they are now; null where there is no confirmed subscription.</returns>
    public Task<Wishes?> ExchangeAsync(long subscriberId, IReadOnlyCollection<string> gone,
        IReadOnlyCollection<string> come, CancellationToken cancel = default) => ChangeTopicsAsync(subscriberId,
            topics => come.Where(paper => !topics.Less.Contains(paper)).Aggregate(
                topics with { More = [.. topics.More.Except(gone)] }, (known, paper) => known.Judging(paper, true)),
            cancel);

    private Task<Wishes?> ChangeTopicsAsync(long subscriberId, Func<TopicSet, TopicSet> change,
        CancellationToken cancel) => database.WriteAsync(async transaction =>
    {
        if (await LoadAsync(transaction, subscriberId) is not
            {
                State: SubscriptionState.Confirmed,
                Wishes: var wishes
            })
        {
            return null;
        }

        var topics = change(wishes.Topics);
        var topicSetId = await SubscriptionRows.TopicSetIdAsync(transaction, database.Dialect, topics);
        await transaction.ExecuteAsync(
            "UPDATE subscriptions SET topic_set_id = @topicSetId WHERE subscriber_id = @subscriberId",
                new { topicSetId, subscriberId });
        return wishes with { Topics = topics };
    }, cancel);

    /// <summary>No digest before <paramref name="until"/>; null ends a pause.</summary>
    public Task<bool> PauseAsync(long subscriberId, DateTimeOffset? until, CancellationToken cancel = default) =>
        database.WriteAsync(async transaction =>
        await transaction.ExecuteAsync(
            "UPDATE subscriptions SET paused_until = @until, changed_at = @now WHERE subscriber_id = @subscriberId",
            new { until, subscriberId, now = clock.GetUtcNow() }) > 0, cancel);

    /// <summary>Ends a subscription. Mail planned but not yet taken is stopped when it is claimed.</summary>
    /// <returns>Whether it was one until now.</returns>
    public async Task<bool> LeaveAsync(Transaction transaction, long subscriberId, Consent consent)
    {
        var now = clock.GetUtcNow();
        var left = await transaction.ExecuteAsync(
            "UPDATE subscriptions SET state = 'Unsubscribed', next_at = NULL, changed_at = @now WHERE subscriber_id = "
                + "@subscriberId AND state <> 'Unsubscribed'",
            new { subscriberId, now }) > 0;
        if (left)
        {
            await SubscriptionRows.RecordAsync(transaction, subscriberId, SubscriptionState.Unsubscribed, consent, now);
            log?.LogInformation("Subscriber {Subscriber} left ({Source})", subscriberId, consent.Source);
        }

        return left;
    }

    /// <summary>
    /// Erases a person with all digests and everything stored about them. Only a keyed hash remains, so that the
    /// address is not mailed again.
    /// </summary>
    public async Task EraseAsync(long subscriberId, CancellationToken cancel = default)
    {
        await database.WriteAsync(async transaction =>
        {
            var person = await transaction.QueryFirstOrDefaultAsync<(long Id, string Email, string Hash)?>(
                "SELECT id, email, address_hash FROM subscribers WHERE id = " + ReaderSql.Of("@subscriberId"),
                new { subscriberId });
            if (person is not var (id, email, addressHash))
            {
                return;
            }

            await suppressions.AddAsync(transaction, addressHash, SuppressionReason.Erased, null);
            foreach (var other in others)
            {
                await other.EraseAsync(transaction, email);
            }

            await EventLog.AddAsync(transaction, EventKind.Left, id, clock.GetUtcNow(), new { Source = "erasure" });
            await transaction.ExecuteAsync("DELETE FROM subscribers WHERE id = @id", new { id });
        }, cancel);
        await database.ForgetAsync(cancel);
    }

    /// <summary>
    /// Forgets requests that nobody confirmed in time; who had been subscribed before goes back to Unsubscribed.
    /// </summary>
    /// <returns>How many requests ended.</returns>
    public Task<int> PurgeAsync(CancellationToken cancel = default) => database.WriteAsync(async transaction =>
    {
        var before = clock.GetUtcNow() - PendingFor;
        return await transaction.ExecuteAsync(
            """
            UPDATE subscriptions SET state = 'Unsubscribed' WHERE state = 'Pending' AND changed_at < @before
                AND (EXISTS (SELECT 1 FROM consents c WHERE c.subscriber_id = subscriptions.subscriber_id
                        AND c.state = 'Confirmed')
                    OR EXISTS (SELECT 1 FROM subscriptions y WHERE y.reader_id = subscriptions.reader_id
                        AND y.state <> 'Pending'))
            """,
            new { before })
            + await transaction.ExecuteAsync(
            """
            DELETE FROM subscribers WHERE id IN (SELECT s.subscriber_id FROM subscriptions s WHERE s.state = 'Pending'
                AND s.changed_at < @before
                AND EXISTS (SELECT 1 FROM consents c WHERE c.subscriber_id = s.subscriber_id AND c.source = 'form'))
            """,
            new { before });
    }, cancel);

    /// <summary>The keyed hash by which an address is known here.</summary>
    public string HashOf(string email) => hash.Of(email);

    /// <summary>
    /// Holds the row until the transaction ends, so that of two that read it and write by what they read neither is
    /// lost.
    /// </summary>
    private static async Task<Subscriber?> LoadAsync(Transaction transaction, long subscriberId) =>
        await transaction.ExecuteAsync("UPDATE subscriptions SET state = state WHERE subscriber_id = @subscriberId",
                new { subscriberId }) > 0
            ? await SubscriberRows.FindAsync(transaction, "p.id = @subscriberId", new { subscriberId }) : null;
}

/// <summary>What came of a confirmation.</summary>
internal enum ConfirmEnd { Confirmed, Already, Gone }
