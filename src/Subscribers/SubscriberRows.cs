using System.Data.Common;
using System.Globalization;
using Dapper;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;
using DigestMailer.Topics;

namespace DigestMailer.Subscribers;

/// <summary>Subscribers as the database gives them: the query, and what its rows mean.</summary>
internal static class SubscriberRows
{
    /// <summary>Everything but the condition; <c>p</c> is the subscriber, <c>s</c> the subscription.</summary>
    public static string Select { get; } =
        $"""
        SELECT p.id, p.reader_id, p.digest, {ReaderSql.Email} AS email, {ReaderSql.Name} AS name,
            s.state, {ReaderSql.State} AS reader_state, s.paused_until, t.definition, {Columns},
            c.at AS consented_at, COALESCE(c.wording, c.source) AS consent,
            CASE WHEN s.state = 'Unsubscribed' THEN COALESCE(
                (SELECT max(l.at) FROM consents l WHERE l.subscriber_id = p.id AND l.state = 'Unsubscribed'),
                s.changed_at) END AS left_at
        FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id JOIN topic_sets t ON t.id = s.topic_set_id
            LEFT JOIN consents c ON c.id = (
                SELECT max(y.id) FROM consents y WHERE y.subscriber_id = p.id AND y.state = 'Confirmed')
        """;

    private static string Columns =>
        string.Join(", ", WishFields.All.Select(wish => $"{(wish.IsOfSubscriber ? 'p' : 's')}.{wish.Column}"));

    /// <param name="condition">Of the WHERE, with the names of <paramref name="parameters"/>.</param>
    public static async Task<Subscriber?> FindAsync(DbConnection connection, string condition, object parameters) =>
        Found(await connection.QueryFirstOrDefaultAsync($"{Select} WHERE {condition}", parameters));

    /// <inheritdoc cref="FindAsync(DbConnection, string, object)"/>
    public static async Task<Subscriber?> FindAsync(Transaction transaction, string condition, object parameters) =>
        Found(await transaction.QueryFirstOrDefaultAsync<dynamic>($"{Select} WHERE {condition}", parameters));

    private static Subscriber? Found(object? row) => row is IDictionary<string, object?> columns ? Read(columns) : null;

    /// <param name="row">A row of <see cref="Select"/> by the names of its columns.</param>
    /// <param name="sets">Topics by definition, of rows that were read before; null where there are none.</param>
    public static Subscriber Read(IDictionary<string, object?> row, Dictionary<string, TopicSet>? sets = null)
    {
        var definition = (string)row["definition"]!;
        if (sets is null || !sets.TryGetValue(definition, out var topics))
        {
            topics = TopicSet.FromDefinition(definition);
            sets?.Add(definition, topics);
        }

        var wishes = new Wishes { Topics = topics };
        return new()
        {
            Id = Convert.ToInt64(row["id"], CultureInfo.InvariantCulture),
            FurtherOf = row["reader_id"] is { } reader ? Convert.ToInt64(reader, CultureInfo.InvariantCulture) : null,
            Digest = (string?)row["digest"],
            Email = (string)row["email"]!,
            Name = (string?)row["name"],
            State = Enum.Parse<SubscriptionState>((string)row["state"]!),
            GetsAny = (string)row["reader_state"]! == nameof(SubscriptionState.Confirmed),
            Consent = (string?)row["consent"],
            ConsentedAt = Time(row["consented_at"]),
            LeftAt = Time(row["left_at"]),
            PausedUntil = Time(row["paused_until"]),
            Wishes =
                WishFields.All.Aggregate(wishes, (so, field) => field.Load(so, row[field.Column])),
        };
    }

    private static DateTimeOffset? Time(object? milliseconds) => milliseconds is null ? null
        : DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(milliseconds, CultureInfo.InvariantCulture));
}
