using System.Text.Json;
using DigestMailer.Storage;

namespace DigestMailer.Events;

/// <summary>
/// Notes what happened, in the transaction in which it happened: both are on disk or neither. Nothing is written of
/// kinds that nobody asks for.
/// </summary>
internal static class EventLog
{
    /// <param name="detail">What else is told, as an object; null for nothing.</param>
    public static Task AddAsync(Transaction transaction, string kind, long subscriber, DateTimeOffset at,
        object? detail = null) => AddAsync(transaction, [new NewEvent(kind, subscriber, at, detail)]);

    public static async Task AddAsync(Transaction transaction, IReadOnlyCollection<NewEvent> happened)
    {
        if (happened.Count == 0)
        {
            return;
        }

        var asked = (await transaction.QueryAsync<string>("SELECT kind FROM event_kinds")).ToHashSet();
        var wanted = happened.Where(one => asked.Contains(one.Kind)).ToList();
        if (wanted.Count > 0)
        {
            await transaction.ExecuteAsync(
                $"""
                INSERT INTO events(kind, subscriber_id, at, detail, due_at)
                SELECT value->>'Kind', CAST(value->>'Subscriber' AS BIGINT), CAST(value->>'At' AS BIGINT),
                    value->>'Detail', CAST(value->>'At' AS BIGINT)
                FROM {transaction.Dialect.JsonRows("@rows")} AS rows
                """,
                new { rows = JsonSerializer.Serialize(wanted.Select(Row)) });
        }
    }

    private static object Row(NewEvent one) => new
    {
        one.Kind,
        one.Subscriber,
        At = one.At.ToUnixTimeMilliseconds(),
        Detail = one.Detail is null ? null : JsonSerializer.Serialize(one.Detail, JsonSerializerOptions.Web),
    };
}

/// <summary>Something that just happened to a subscriber.</summary>
internal sealed record NewEvent(string Kind, long Subscriber, DateTimeOffset At, object? Detail);
