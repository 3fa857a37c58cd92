using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers;

/// <summary>Everything that is stored about one person, for that person to export (GDPR 15 and 20).</summary>
/// <param name="others">What other rooms add.</param>
internal sealed class PersonalRecord(Database database, SubscriberStore subscribers,
    IEnumerable<IPersonalData> others)
{
    /// <summary>An object to be written as JSON; null where there is no such subscriber.</summary>
    public async Task<object?> OfAsync(long subscriberId, CancellationToken cancel = default)
    {
        if (await subscribers.FindAsync(subscriberId, cancel) is not { } subscriber)
        {
            return null;
        }

        await using var connection = await database.OpenAsync(cancel);
        var (since, paused) = await connection.QuerySingleAsync<(DateTimeOffset, DateTimeOffset?)>(
            """
            SELECT p.created_at, s.paused_until
            FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id WHERE p.id = @subscriberId
            """,
            new { subscriberId });
        var record = new Dictionary<string, object?>
        {
            ["email"] = subscriber.Email,
            ["name"] = subscriber.Name,
            ["since"] = since,
            ["state"] = subscriber.State.ToString().ToLowerInvariant(),
            ["pausedUntil"] = paused,
            ["wishes"] = WishesInput.Of(subscriber.Wishes),
            ["consents"] = await connection.QueryAsync<ConsentRow>(
                """
                SELECT at, state, source, wording, network FROM consents WHERE subscriber_id = @subscriberId ORDER BY id
                """,
                new { subscriberId }),
        };
        foreach (var other in others)
        {
            if (await other.OfAsync(connection, subscriberId) is var (field, rows))
            {
                record[field] = rows;
            }
        }

        return record;
    }

    private sealed record ConsentRow
    {
        public DateTimeOffset At { get; init; }

        public string State { get; init; } = "";

        public string Source { get; init; } = "";

        public string? Wording { get; init; }

        public string? Network { get; init; }
    }
}
