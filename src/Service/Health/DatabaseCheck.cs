using Dapper;
using DigestMailer.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DigestMailer.Service.Health;

/// <summary>Whether the database answers.</summary>
internal sealed class DatabaseCheck(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteScalarAsync<long?>("SELECT max(id) FROM subscribers");
        return HealthCheckResult.Healthy();
    }
}
