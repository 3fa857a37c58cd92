using Dapper;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Several;

namespace DigestMailer.Subscribers;

/// <summary>Everything that is stored about one person, for that person to export (GDPR 15 and 20).</summary>
/// <param name="others">What other rooms add.</param>
internal sealed class PersonalRecord(Database database, ReaderDigests digests,
    IEnumerable<IPersonalData> others)
{
    /// <summary>An object to be written as JSON; null where there is no such subscriber.</summary>
    /// <param name="id">The number of any of the person's digests; the record has all of them.</param>
    public async Task<object?> OfAsync(long id, CancellationToken cancel = default)
    {
        if (await digests.ListAsync(id, cancel) is not [var subscriber, ..] all)
        {
            return null;
        }

        var subscriberId = subscriber.Id;
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
                $"""
                SELECT at, state, source, wording, network FROM consents
                WHERE subscriber_id IN {ReaderSql.Rows("@subscriberId")} ORDER BY id
                """,
                new { subscriberId }),
        };
        if (subscriber.Digest is not null)
        {
            record["digest"] = subscriber.Digest;
        }

        if (all.Count > 1)
        {
            record["furtherDigests"] = all.Skip(1).Select(one => new
            {
                one.Digest,
                State = one.State.ToString().ToLowerInvariant(),
                one.PausedUntil,
                Wishes = WishesInput.Of(one.Wishes),
            }).ToList();
        }

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
