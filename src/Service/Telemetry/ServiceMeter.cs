using System.Diagnostics.Metrics;
using DigestMailer.Delivery;
using DigestMailer.Papers.Gathering;
using DigestMailer.Planning;
using DigestMailer.Today;

namespace DigestMailer.Service.Telemetry;

/// <summary>
/// The instruments of the service: what its rounds came to, never one mail at a time. Their names are part of the
/// contract with dashboards and alert rules. While nobody listens they cost nothing.
/// </summary>
internal sealed class ServiceMeter : IDisposable
{
    public const string Name = "DigestMailer";

    // Each domain is a series of its own for Prometheus; readers have thousands of them.
    private const int MostDomains = 30;
    private const string OtherDomains = "other";

    // Minutes from the slot to the relay's 250: a small installation needs seconds, a million subscribers an hour.
    private static readonly double[] LagSeconds = [15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 43200];

    private readonly Meter meter = new(Name);
    private readonly Counter<long> mails;
    private readonly Counter<long> deferrals;
    private readonly Counter<long> due;
    private readonly Counter<long> gatherings;
    private readonly Counter<long> listed;
    private readonly Counter<long> papers;
    private readonly Histogram<double> lag;

    // The counting round's.
    private readonly HashSet<string> domains = new(StringComparer.OrdinalIgnoreCase);

    public ServiceMeter(TimeProvider clock)
    {
        mails = meter.CreateCounter<long>("digestmailer.mails", "{mail}",
            "Mails by what became of them (planned, accepted, rejected and so on) and the domain they are for");
        deferrals = meter.CreateCounter<long>("digestmailer.deferrals", "{attempt}",
            "Attempts that a relay deferred, to be tried again");
        due = meter.CreateCounter<long>("digestmailer.due", "{subscription}",
            "Subscriptions that were due, by what they get (digest, nothing-new, expired)");
        gatherings = meter.CreateCounter<long>("digestmailer.gatherings", "{gathering}", "Answers of sources by state");
        listed = meter.CreateCounter<long>("digestmailer.papers.listed", "{paper}",
            "Papers that sources listed, by the state of the answer");
        papers = meter.CreateCounter<long>("digestmailer.papers.new", "{paper}",
            "New papers by source and the state of its answer");
        lag = meter.CreateHistogram("digestmailer.slot.lag", "s",
            "Time from the slot of a digest to its acceptance by a relay",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = LagSeconds });
        Gauges = new GaugeSet(meter, clock);
    }

    /// <summary>What is asked for at any time.</summary>
    public GaugeSet Gauges { get; }

    /// <summary>Whether somebody wants to know how late mail is.</summary>
    public bool WantsLags => lag.Enabled;

    public void Count(IEnumerable<Figure> counted)
    {
        if (mails.Enabled)
        {
            foreach (var figure in counted.Where(figure => figure.Part == Figure.Domain))
            {
                mails.Add(figure.Mails, new("outcome", Lower(figure.State)), new("domain", Named(figure.Name)));
            }
        }
    }

    private string Named(string domain) =>
        domains.Contains(domain) || (domains.Count < MostDomains && domains.Add(domain)) ? domain : OtherDomains;

    public void Count(SlotLag late)
    {
        for (var mail = 0L; mail < late.Mails; mail++)
        {
            lag.Record(late.Seconds);
        }
    }

    public void Count(SourceReport report)
    {
        KeyValuePair<string, object?> source = new("source", report.Name);
        KeyValuePair<string, object?> state = new("state", Lower(report.State.ToString()));
        gatherings.Add(1, source, state);
        listed.Add(report.Listed, source, state);
        papers.Add(report.New, source, state);
    }

    public void Count(PlanReport report)
    {
        due.Add(report.Due - report.NothingNew - report.Expired, new KeyValuePair<string, object?>("end", "digest"));
        due.Add(report.NothingNew, new KeyValuePair<string, object?>("end", "nothing-new"));
        due.Add(report.Expired, new KeyValuePair<string, object?>("end", "expired"));
    }

    public void Count(DeliveryReport report) => deferrals.Add(report.Deferred);

    private static string Lower(string text) => text.ToLowerInvariant();

    public void Dispose() => meter.Dispose();
}
