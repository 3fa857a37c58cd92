using System.Threading.RateLimiting;
using DigestMailer.Subscribers;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Forms;

/// <summary>
/// How often the form may be sent: by one network and overall, which the visitor is told, and for one address, which
/// nobody is told.
/// </summary>
internal sealed class SignupLimits : IDisposable
{
    private const int PerAddress = 10;
    private readonly PartitionedRateLimiter<string> visitors;
    private readonly PartitionedRateLimiter<string> addresses = Windows(PerAddress);

    public SignupLimits(IOptions<WebOptions> options)
    {
        var everywhere = Windows(options.Value.SignupsPerHour);
        visitors =
            PartitionedRateLimiter.CreateChained(Windows(options.Value.SignupsPerNetwork),
                everywhere.WithTranslatedKey<string>(_ => "", leaveOpen: false));
    }

    public bool LetsIn(HttpContext context)
    {
        using var lease = visitors.AttemptAcquire(Network.Of(context.Connection.RemoteIpAddress) ?? "");
        return lease.IsAcquired;
    }

    public bool LetsInAddress(string email)
    {
        using var lease = addresses.AttemptAcquire(email.ToLowerInvariant());
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> Windows(int anHour) =>
        PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetSlidingWindowLimiter(key,
            _ => new()
            {
                PermitLimit = anHour,
                Window = TimeSpan.FromHours(1),
                SegmentsPerWindow = 6,
                AutoReplenishment = true
            }));

    public void Dispose()
    {
        visitors.Dispose();
        addresses.Dispose();
    }
}
