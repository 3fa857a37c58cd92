using System.Text.Json;
using DigestMailer.Storage;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>The statements that keep a subscription, for use inside a transaction.</summary>
internal static class SubscriptionRows
{
    /// <summary>
    /// Who adds people does so alone (<see cref="Database.AloneAsync"/>): two that add the same address would both find
    /// it new.
    /// </summary>
    public const string Joining = "joining";

    /// <summary>
    /// Keeps wishes under a state; the next slot stays where state and rhythm stay, and is the row's otherwise.
    /// </summary>
    public static Task SaveAsync(Transaction transaction, Dialect dialect, DateTimeOffset now,
        IEnumerable<SubscriptionRow> rows) =>
        transaction.ExecuteAsync(
            $"""
            INSERT INTO subscriptions(subscriber_id, state, topic_set_id, every, weekday, at_minute, zone, max_papers, format, thumbnails, tell_if_empty, next_at, changed_at)
            SELECT {Number("Id")}, value->>'State', {Number("TopicSetId")}, value->>'Every', {Number("Weekday")}, {Number("Minute")}, value->>'Zone', {Number("Max")},
                value->>'Format', {Number("Thumbnails")}, {Number("TellIfEmpty")}, {Number("NextAt")}, @now
            FROM {dialect.JsonRows("@rows")} AS rows WHERE true
            ON CONFLICT (subscriber_id) DO UPDATE SET
                state = excluded.state, topic_set_id = excluded.topic_set_id, every = excluded.every, weekday = excluded.weekday,
                at_minute = excluded.at_minute, zone = excluded.zone, max_papers = excluded.max_papers,
                format = excluded.format, thumbnails = excluded.thumbnails, tell_if_empty = excluded.tell_if_empty, changed_at = excluded.changed_at,
                chosen_at = CASE WHEN subscriptions.state = excluded.state THEN subscriptions.chosen_at END,
                next_at = CASE WHEN subscriptions.state = excluded.state AND subscriptions.every = excluded.every AND subscriptions.weekday = excluded.weekday
                                    AND subscriptions.at_minute = excluded.at_minute AND subscriptions.zone = excluded.zone
                               THEN subscriptions.next_at ELSE excluded.next_at END
            """,
            new { rows = JsonSerializer.Serialize(rows), now });

    private static string Number(string name) => $"CAST(value->>'{name}' AS BIGINT)";

    /// <summary>
    /// When papers were last chosen for a subscription, be it that none fitted; null where they never were.
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
            $"INSERT INTO topic_sets(definition) SELECT value FROM {dialect.JsonTexts("@sets")} AS sets WHERE true ON CONFLICT (definition) DO NOTHING", new { sets });
        return (await transaction.QueryAsync<(long Id, string Definition)>(
            $"SELECT id, definition FROM topic_sets WHERE definition IN {dialect.JsonTexts("@sets")}", new { sets }))
            .ToDictionary(row => row.Definition, row => row.Id);
    }

    public static Task RecordAsync(Transaction transaction, long id, SubscriptionState state, Consent consent,
        DateTimeOffset now) =>
        transaction.ExecuteAsync(
            "INSERT INTO consents(subscriber_id, at, state, source, wording, network) VALUES (@id, @now, @state, @Source, @Wording, @Network)",
            new { id, now, state = state.ToString(), consent.Source, consent.Wording, consent.Network });
}
