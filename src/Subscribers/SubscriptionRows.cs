using System.Text.Json;
using DigestMailer.Events;
using DigestMailer.Storage;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>The statements that keep a subscription, for use inside a transaction.</summary>
internal static class SubscriptionRows
{
    /// <summary>
    /// People are added by one transaction at a time (<see cref="Database.AloneAsync"/>): two that add the same address
    /// would both find it new.
    /// </summary>
    public const string Joining = "joining";

    /// <summary>
    /// Keeps wishes under a state; the next slot stays where state and rhythm stay, and is the change's otherwise.
    /// </summary>
    public static Task SaveAsync(Transaction transaction, Dialect dialect, DateTimeOffset now,
        IEnumerable<SubscriptionChange> changes) =>
        transaction.ExecuteAsync(
            $"""
            INSERT INTO subscriptions(subscriber_id, state, topic_set_id, breadth, next_at, changed_at, {Columns("")})
            SELECT {Number("subscriber_id")}, value->>'state', {Number("topic_set_id")}, {Number("breadth")},
                {Number("next_at")}, @now,
                {string.Join(", ", WishFields.OfSubscription.Select(Value))}
            FROM {dialect.JsonRows("@rows")} AS rows WHERE true
            ON CONFLICT (subscriber_id) DO UPDATE SET
                state = excluded.state, topic_set_id = excluded.topic_set_id, breadth = excluded.breadth,
                changed_at = excluded.changed_at,
                {Columns(" = excluded.")},
                chosen_at = CASE WHEN subscriptions.state = excluded.state THEN subscriptions.chosen_at END,
                next_at = CASE WHEN subscriptions.state = excluded.state AND subscriptions.every = excluded.every
                                    AND subscriptions.weekday = excluded.weekday
                                    AND subscriptions.at_minute = excluded.at_minute
                                    AND subscriptions.zone = excluded.zone
                               THEN subscriptions.next_at ELSE excluded.next_at END
            """,
            new { rows = JsonSerializer.Serialize(changes.Select(change => change.Row())), now });

    /// <param name="copy">What comes between the name of a column and the same name again; nothing for the name
    /// alone.</param>
    private static string Columns(string copy) =>
        string.Join(", ",
            WishFields.OfSubscription
                .Select(field => copy.Length == 0 ? field.Column : field.Column + copy + field.Column));

    private static string Value(WishField field) => field.IsNumber ? Number(field.Column) : $"value->>'{field.Column}'";

    private static string Number(string name) => $"CAST(value->>'{name}' AS BIGINT)";

    /// <summary>
    /// When papers were last chosen for a subscription, even if nothing matched; null where they never were.
    /// </summary>
    public static Task<DateTimeOffset?> ServedAsync(Transaction transaction, long id) =>
        transaction.QueryFirstOrDefaultAsync<DateTimeOffset?>(
        "SELECT chosen_at FROM subscriptions WHERE subscriber_id = @id AND chosen_at IS NOT NULL", new { id });

    /// <summary>The row of a set of topics, made where there is none.</summary>
    public static async Task<long> TopicSetIdAsync(Transaction transaction, Dialect dialect, TopicSet topics) =>
        (await TopicSetIdsAsync(transaction, dialect, [topics.Definition]))[topics.Definition];

    /// <summary>The rows of sets of topics by definition, made where there are none.</summary>
    public static async Task<Dictionary<string, long>> TopicSetIdsAsync(Transaction transaction, Dialect dialect,
        IEnumerable<string> definitions)
    {
        // In one order everywhere, so that two who add the same sets never wait for each other in a circle.
        var sets = JsonSerializer.Serialize(definitions.Distinct().Order(StringComparer.Ordinal));
        await transaction.ExecuteAsync(
            $"""
            INSERT INTO topic_sets(definition) SELECT value FROM {dialect.JsonTexts("@sets")} AS sets WHERE true
            ON CONFLICT (definition) DO NOTHING
            """,
            new { sets });
        return (await transaction.QueryAsync<(long Id, string Definition)>(
            $"SELECT id, definition FROM topic_sets WHERE definition IN {dialect.JsonTexts("@sets")}", new { sets }))
            .ToDictionary(row => row.Definition, row => row.Id);
    }

    /// <summary>Keeps the proof of a change of state, and tells those who want to know.</summary>
    public static async Task RecordAsync(Transaction transaction, long id, SubscriptionState state, Consent consent,
        DateTimeOffset now)
    {
        await ProveAsync(transaction, id, state, consent, now);
        await EventLog.AddAsync(transaction, EventOf(state), id, now, new { consent.Source });
        ConsentMeter.Count(state, consent.Source);
    }

    /// <summary>Keeps the proof of a consent, of which the state may be what it was.</summary>
    public static Task<int> ProveAsync(Transaction transaction, long id, SubscriptionState state, Consent consent,
        DateTimeOffset now) =>
        transaction.ExecuteAsync(
            """
            INSERT INTO consents(subscriber_id, at, state, source, wording, network)
            VALUES (@id, @now, @state, @Source, @Wording, @Network)
            """,
            new { id, now, state = state.ToString(), consent.Source, consent.Wording, consent.Network });

    /// <summary>What has happened to somebody who has just come into a state.</summary>
    public static string EventOf(SubscriptionState state) => state switch
    {
        SubscriptionState.Pending => EventKind.Subscribed,
        SubscriptionState.Confirmed => EventKind.Confirmed,
        SubscriptionState.Unsubscribed => EventKind.Left,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
