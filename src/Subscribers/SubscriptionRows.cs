using System.Data.Common;
using Dapper;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>The statements that keep a subscription, for use inside a transaction.</summary>
internal static class SubscriptionRows
{
    /// <summary>Keeps wishes under a state; the next slot stays where state and rhythm stay, and is <paramref name="nextAt"/> otherwise.</summary>
    public static Task SaveAsync(DbTransaction transaction, long id, Wishes wishes, SubscriptionState state, long topicSetId, DateTimeOffset? nextAt, DateTimeOffset now) =>
        transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO subscriptions(subscriber_id, state, topic_set_id, every, weekday, at_minute, zone, max_papers, format, thumbnails, tell_if_empty, next_at, changed_at)
            VALUES (@id, @state, @topicSetId, @every, @weekday, @minute, @zone, @max, @format, @thumbnails, @tellIfEmpty, @nextAt, @now)
            ON CONFLICT (subscriber_id) DO UPDATE SET
                state = excluded.state, topic_set_id = excluded.topic_set_id, every = excluded.every, weekday = excluded.weekday,
                at_minute = excluded.at_minute, zone = excluded.zone, max_papers = excluded.max_papers,
                format = excluded.format, thumbnails = excluded.thumbnails, tell_if_empty = excluded.tell_if_empty, changed_at = excluded.changed_at,
                chosen_at = CASE WHEN subscriptions.state = excluded.state THEN subscriptions.chosen_at END,
                next_at = CASE WHEN subscriptions.state = excluded.state AND subscriptions.every = excluded.every AND subscriptions.weekday = excluded.weekday
                                    AND subscriptions.at_minute = excluded.at_minute AND subscriptions.zone = excluded.zone
                               THEN subscriptions.next_at ELSE excluded.next_at END
            """,
            new
            {
                id,
                state = state.ToString(),
                topicSetId,
                every = wishes.Rhythm.Every.ToString(),
                weekday = (int)wishes.Rhythm.Weekday,
                minute = (wishes.Rhythm.At.Hour * 60) + wishes.Rhythm.At.Minute,
                zone = wishes.Rhythm.Zone.Id,
                max = wishes.Max,
                format = wishes.Look.Format.ToString(),
                thumbnails = wishes.Look.Thumbnails ? 1 : 0,
                tellIfEmpty = wishes.TellIfEmpty ? 1 : 0,
                nextAt,
                now,
            },
            transaction);

    /// <summary>When papers were last chosen for a subscription, be it that none fitted; null where they never were.</summary>
    public static Task<DateTimeOffset?> ServedAsync(DbTransaction transaction, long id) => transaction.Connection!.QueryFirstOrDefaultAsync<DateTimeOffset?>(
        "SELECT chosen_at FROM subscriptions WHERE subscriber_id = @id AND chosen_at IS NOT NULL", new { id }, transaction);

    /// <summary>The row of a set of topics, made where there is none.</summary>
    public static Task<long> TopicSetIdAsync(DbTransaction transaction, TopicSet topics) => transaction.Connection!.ExecuteScalarAsync<long>(
        """
        INSERT INTO topic_sets(definition) VALUES (@Definition)
        ON CONFLICT (definition) DO UPDATE SET definition = excluded.definition RETURNING id
        """,
        new { topics.Definition }, transaction);

    public static Task RecordAsync(DbTransaction transaction, long id, SubscriptionState state, Consent consent, DateTimeOffset now) =>
        transaction.Connection!.ExecuteAsync(
            "INSERT INTO consents(subscriber_id, at, state, source, wording, network) VALUES (@id, @now, @state, @Source, @Wording, @Network)",
            new { id, now, state = state.ToString(), consent.Source, consent.Wording, consent.Network }, transaction);
}
