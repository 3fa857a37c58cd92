using Dapper;
using DigestMailer.Storage;

namespace DigestMailer.Papers.Sources.Fetching;

/// <summary>
/// Lets the requests of one <see cref="Pace"/> go at its interval, over all processes: each takes its turn in the
/// database and waits for it. It is inside the retries, so that a retry waits for a turn as well.
/// </summary>
internal sealed class PaceHandler(Database database, TimeProvider clock) : DelegatingHandler
{
    private static readonly TimeSpan FarAhead = TimeSpan.FromMinutes(10);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Pace.Key, out var pace))
        {
            var now = clock.GetUtcNow();
            var turn = await TakeTurnAsync(pace, now, cancellationToken);
            if (turn > now)
            {
                await Task.Delay(turn - now, clock, cancellationToken);
            }
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private Task<DateTimeOffset> TakeTurnAsync(Pace pace, DateTimeOffset now, CancellationToken cancel) =>
        database.WriteAsync(async transaction =>
    {
        await database.AloneAsync(transaction, "pace " + pace.Name);
        var next =
            await transaction.QueryFirstOrDefaultAsync<DateTimeOffset?>("SELECT next_at FROM turns WHERE name = @Name",
                new { pace.Name });
        // A turn far ahead was taken by a clock that has since been set back.
        var turn = next > now && next - now < FarAhead ? next.Value : now;
        await transaction.ExecuteAsync(
            """
            INSERT INTO turns(name, next_at) VALUES (@Name, @next)
            ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at
            """,
            new { pace.Name, next = turn + pace.Interval });
        return turn;
    }, cancel);
}
