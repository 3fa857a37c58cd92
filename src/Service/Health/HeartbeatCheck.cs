using DigestMailer.Today;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace DigestMailer.Service.Health;

/// <summary>
/// Whether a round of the schedule still comes round, in this process or in another that shares the database. A round
/// that is under way here is alive however long it takes.
/// </summary>
internal sealed class HeartbeatCheck(string round, RoundLog rounds, StartTime start, IOptions<ServiceOptions> options,
    TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        if (rounds.Since(round) is not null)
        {
            return HealthCheckResult.Healthy();
        }

        var last = (await rounds.ReadAsync(cancellationToken)).FirstOrDefault(one => one.Name == round);
        var beat = new[] { start.At, last?.EndedAt ?? start.At, last?.FailedAt ?? start.At }.Max();
        var silent = clock.GetUtcNow() - beat;
        var facts = new Dictionary<string, object> { ["silentSeconds"] = (long)silent.TotalSeconds };
        return silent <= options.Value.Ready.Heartbeat ? HealthCheckResult.Healthy(data: facts)
            : HealthCheckResult.Unhealthy(data: facts);
    }
}
