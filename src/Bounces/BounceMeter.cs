using System.Diagnostics.Metrics;
using DigestMailer.Bounces.Reports;

namespace DigestMailer.Bounces;

/// <summary>Counts for those who watch the service, without addresses: meter <c>DigestMailer.Bounces</c>.</summary>
internal sealed class BounceMeter : IDisposable
{
    public const string Name = "DigestMailer.Bounces";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> mails;
    private readonly Counter<long> suppressed;

    public BounceMeter()
    {
        mails = meter.CreateCounter<long>("digestmailer.bounces.mails", "{mail}",
            "Mails and events that came back, by what they said");
        suppressed =
            meter.CreateCounter<long>("digestmailer.bounces.suppressed", "{address}", "Addresses suppressed by them");
    }

    public void Count(VerdictKind kind, ReadReport report)
    {
        mails.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));
        suppressed.Add(report.Suppressed);
    }

    public void Dispose() => meter.Dispose();
}
