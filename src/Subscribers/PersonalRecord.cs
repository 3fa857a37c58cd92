using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Subscribers;

/// <summary>Everything that is kept of one person, for them to export (GDPR 15 and 20).</summary>
internal sealed class PersonalRecord(Database database, SubscriberStore subscribers)
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
            "SELECT p.created_at, s.paused_until FROM subscribers p JOIN subscriptions s ON s.subscriber_id = p.id "
                + "WHERE p.id = @subscriberId", new { subscriberId });
        return new
        {
            subscriber.Email,
            subscriber.Name,
            since,
            state = subscriber.State.ToString().ToLowerInvariant(),
            pausedUntil = paused,
            wishes = WishesInput.Of(subscriber.Wishes),
            consents = await connection.QueryAsync<ConsentRow>(
                "SELECT at, state, source, wording, network FROM consents WHERE subscriber_id = @subscriberId ORDER BY "
                    + "id", new { subscriberId }),
            mail = await connection.QueryAsync<MailRow>(
                "SELECT kind, slot, state, done_at FROM outbox WHERE subscriber_id = @subscriberId ORDER BY id",
                new { subscriberId }),
            bounces = await connection.QueryAsync<BounceRow>(
                "SELECT at, kind, status, diagnostic FROM bounces WHERE subscriber_id = @subscriberId ORDER BY id",
                new { subscriberId }),
        };
    }

    private sealed record ConsentRow
    {
        public DateTimeOffset At { get; init; }

        public string State { get; init; } = "";

        public string Source { get; init; } = "";

        public string? Wording { get; init; }

        public string? Network { get; init; }
    }

    private sealed record MailRow
    {
        public string Kind { get; init; } = "";

        public DateTimeOffset Slot { get; init; }

        public string State { get; init; } = "";

        public DateTimeOffset? DoneAt { get; init; }
    }

    private sealed record BounceRow
    {
        public DateTimeOffset At { get; init; }

        public string Kind { get; init; } = "";

        public string? Status { get; init; }

        public string? Diagnostic { get; init; }
    }
}
