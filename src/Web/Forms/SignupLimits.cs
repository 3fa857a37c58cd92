using System.Threading.RateLimiting;
using DigestMailer.Subscribers;
using DigestMailer.Web.Site;
using Microsoft.Extensions.Options;

namespace DigestMailer.Web.Forms;

/// <summary>
/// How often a form that causes a letter may be sent, by one network and overall. The limit of a mailbox, of which
/// nobody is told, is <see cref="MailboxLimit"/>.
/// </summary>
internal sealed class SignupLimits : IDisposable
{
    private readonly PartitionedRateLimiter<string> visitors;

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

    public void Dispose() => visitors.Dispose();
}
