using System.Globalization;
using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery;

/// <summary>
/// How fast each receiving domain is served: as fast as it goes, or as set, until it asks for less (421, 4.7.x). Then half as fast,
/// and with each mail accepted a little faster again. A domain that refuses us is left alone for a while, and when several do, the fault is ours and all rest.
/// </summary>
internal sealed class DomainLimits(IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<DomainLimits> log)
{
    private const int RefusalsToStop = 3;
    private static readonly TimeSpan DomainPause = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Stop = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DomainPace> paces = [];
    private readonly HashSet<string> refusing = [];
    private DateTimeOffset stoppedUntil;
    private string stoppedBy = "";

    /// <summary>Whether a mail may go now: null, or the outcome that keeps it back.</summary>
    public Outcome? Hold(string domain)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (now < stoppedUntil)
            {
                return new Outcome(OutcomeKind.NotTried, stoppedBy);
            }

            return Pace(domain).Until(now) is { } until
                ? new Outcome(OutcomeKind.Held, string.Create(CultureInfo.InvariantCulture, $"{domain} is served again at {until.UtcDateTime:HH:mm:ss} UTC")) { Until = until }
                : null;
        }
    }

    public void Note(string domain, Outcome outcome)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            switch (outcome)
            {
                case { Kind: OutcomeKind.Accepted }:
                    refusing.Clear();
                    Pace(domain).Faster();
                    break;
                case { Blame: Blame.Pace }:
                    Pace(domain).Slower(now);
                    log.LogWarning("{Domain} asks for less mail ({Reply}): now {Rate:F0} a minute.", domain, outcome.Reply, Pace(domain).Rate);
                    break;
                case { Blame: Blame.Sender, Kind: OutcomeKind.Deferred, ByUs: false }:
                    Refused(domain, outcome, now);
                    break;
            }
        }
    }

    private void Refused(string domain, Outcome outcome, DateTimeOffset now)
    {
        Pace(domain).PausedUntil = now + DomainPause;
        log.LogError("{Domain} refuses us, not its reader ({Reply}): nothing is sent there for {Minutes} minutes, nobody is suppressed. Check the sender's DNS and reputation.",
            domain, outcome.Reply, DomainPause.TotalMinutes);
        if (refusing.Add(domain) && refusing.Count >= RefusalsToStop)
        {
            stoppedUntil = now + Stop;
            stoppedBy = $"{refusing.Count} domains in a row refuse us, the last with \"{outcome.Reply}\": sending rests until {stoppedUntil.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC. Check the sender's DNS with check; nothing is lost, nobody is suppressed.";
            refusing.Clear();
        }
    }

    private DomainPace Pace(string domain)
    {
        if (!paces.TryGetValue(domain, out var pace))
        {
            var most = options.Value.Domains.Find(limit => limit.Domain.Equals(domain, StringComparison.OrdinalIgnoreCase))?.MaxPerMinute;
            pace = new DomainPace(most ?? double.PositiveInfinity, clock.GetUtcNow());
            paces[domain] = pace;
        }

        return pace;
    }
}
