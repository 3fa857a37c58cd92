using DigestMailer.Today;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace DigestMailer.Service.Health;

/// <summary>Whether mail that is due goes out.</summary>
internal sealed class MailAgeCheck(MailBoard mail, IOptions<ServiceOptions> options, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        var age = await mail.OldestDueAsync(cancellationToken) is { } due ? clock.GetUtcNow() - due : TimeSpan.Zero;
        var facts = new Dictionary<string, object> { ["oldestDueSeconds"] = (long)age.TotalSeconds };
        return age <= options.Value.Ready.OldestMail ? HealthCheckResult.Healthy(data: facts)
            : HealthCheckResult.Unhealthy(data: facts);
    }
}
