using DigestMailer.Storage;
using Microsoft.Extensions.Options;

namespace DigestMailer.Papers.Sources;

/// <summary>
/// Lets one request go to arXiv each few seconds, over all processes: each takes its turn in the database and waits for
/// it. Stands inside the retries, so that they are paced too.
/// </summary>
internal sealed class ArxivPace(Database database, IOptions<PapersOptions> options, TimeProvider clock)
    : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var turn = await TakeTurnAsync(now, options.Value.ArxivInterval, cancellationToken);
        if (turn > now)
        {
            await Task.Delay(turn - now, clock, cancellationToken);
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private Task<DateTimeOffset> TakeTurnAsync(DateTimeOffset now, TimeSpan interval, CancellationToken cancel) =>
        database.WriteAsync(async transaction =>
    {
        await database.AloneAsync(transaction, "arxiv");
        var next =
            await transaction.QueryFirstOrDefaultAsync<DateTimeOffset?>(
                "SELECT next_at FROM turns WHERE name = 'arxiv'");
        // A turn far ahead was taken by a clock that has since been set back.
        var turn = next > now && next - now < TimeSpan.FromMinutes(10) ? next.Value : now;
        await transaction.ExecuteAsync(
            "INSERT INTO turns(name, next_at) VALUES ('arxiv', @next) ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at", new { next = turn + interval });
        return turn;
    }, cancel);
}
