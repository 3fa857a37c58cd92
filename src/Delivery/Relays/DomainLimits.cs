using System.Globalization;
using DigestMailer.Outbox;
using Microsoft.Extensions.Options;

namespace DigestMailer.Delivery.Relays;

/// <summary>
/// How fast each receiving domain is served: as fast as it goes, or as set, until it asks for less (421, 4.7.x). Then
/// half as fast, and with each mail accepted a little faster again. A domain that refuses us for several of its readers
/// in a row is left alone for a while; the mail of a single one is just retried after all others. A domain that finds a
/// mail too large is spared such mails, and when several domains refuse us, the fault is ours and all rest.
/// </summary>
internal sealed class DomainLimits(IOptions<DeliveryOptions> options, TimeProvider clock, ILogger<DomainLimits> log)
{
    private const int RefusalsToStop = 3;
    private const int ReadersToPause = 3;
    private static readonly TimeSpan DomainPause = TimeSpan.FromMinutes(30);

    // A refused mail comes back after those that a pause of its domain held up.
    private static readonly TimeSpan AfterTheOthers = DomainPause + TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Stop = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly Dictionary<string, DomainPace> paces = [];
    private readonly Dictionary<string, (int Bytes, DateTimeOffset Until)> tooLarge = [];
    private readonly HashSet<string> refusing = [];
    private readonly Dictionary<string, HashSet<string>> refusedReaders = [];
    private DateTimeOffset stoppedUntil;
    private string stoppedBy = "";

    /// <summary>Whether a mail may go now: null, or the outcome that keeps it back.</summary>
    public Outcome? Hold(string domain, int bytes)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (now < stoppedUntil)
            {
                return new Outcome(OutcomeKind.NotTried, stoppedBy);
            }

            if (tooLarge.TryGetValue(domain, out var large) && now < large.Until && bytes >= large.Bytes)
            {
                return Held(large.Until, $"{domain} finds {large.Bytes} bytes too large, and is asked again");
            }

            return Pace(domain).Until(now) is { } until ? Held(until, $"{domain} is served again") : null;
        }
    }

    private static Outcome Held(DateTimeOffset until, string what) =>
        new(OutcomeKind.Held,
            string.Create(CultureInfo.InvariantCulture, $"{what} at {until.UtcDateTime:HH:mm:ss} UTC"))
        {
            Until =
                until
        };

    /// <summary>Learns from what became of a mail.</summary>
    /// <returns>The outcome, with the time before which the mail must not be tried again.</returns>
    public Outcome Note(WireMail mail, Outcome outcome)
    {
        var (domain, bytes, now) = (mail.Domain, mail.Size, clock.GetUtcNow());
        lock (gate)
        {
            switch (outcome)
            {
                case { Kind: OutcomeKind.Accepted }:
                    refusing.Clear();
                    refusedReaders.Remove(domain);
                    Pace(domain).Faster();
                    break;
                case { Blame: Blame.Pace }:
                    Pace(domain).Slower(now);
                    log.LogWarning("{Domain} asks for less mail ({Reply}): now {Rate:F0} a minute.", domain,
                        outcome.Reply, Pace(domain).Rate);
                    break;
                case { Blame: Blame.Sender, Kind: OutcomeKind.Deferred, ByUs: false }:
                    Refused(mail, outcome, now);
                    return outcome with { Until = now + AfterTheOthers };
                case { Blame: Blame.Size, ByUs: false }:
                    tooLarge[domain] =
                        (tooLarge.TryGetValue(domain, out var before) && now < before.Until
                            ? Math.Min(before.Bytes, bytes) : bytes, now + DomainPause);
                    log.LogError(
                        "{Domain} finds a mail of {Bytes} bytes too large ({Reply}): none so large is sent there for "
                            + "{Minutes} minutes, nobody is suppressed. Shorten the digests, or have the limit raised.",
                        domain, bytes, outcome.Reply, DomainPause.TotalMinutes);
                    break;
            }

            return outcome;
        }
    }

    private void Refused(WireMail mail, Outcome outcome, DateTimeOffset now)
    {
        var domain = mail.Domain;
        if (!refusedReaders.TryGetValue(domain, out var readers))
        {
            refusedReaders[domain] = readers = [];
        }

        readers.Add(mail.To);
        if (readers.Count >= ReadersToPause && !(now < Pace(domain).PausedUntil))
        {
            Pace(domain).PausedUntil = now + DomainPause;
            readers.Clear();
            log.LogError(
                "{Domain} refuses us for {Readers} readers in a row ({Reply}): "
                    + "nothing is sent there for {Minutes} minutes, nobody is suppressed. "
                    + "Check the sender's DNS and reputation.",
                domain, ReadersToPause, outcome.Reply, DomainPause.TotalMinutes);
        }

        if (refusing.Add(domain) && refusing.Count >= RefusalsToStop)
        {
            stoppedUntil = now + Stop;
            stoppedBy =
                $"{refusing.Count} domains in a row refuse us, the last with \"{outcome.Reply}\": sending rests until "
                    + $"{stoppedUntil.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC. Check the "
                    + $"sender's DNS with check; nothing is lost, nobody is suppressed.";
            refusing.Clear();
        }
    }

    private DomainPace Pace(string domain)
    {
        if (!paces.TryGetValue(domain, out var pace))
        {
            var most =
                options.Value.Domains
                    .Find(limit => limit.Domain.Equals(domain, StringComparison.OrdinalIgnoreCase))?.MaxPerMinute;
            pace = new DomainPace(most ?? double.PositiveInfinity, clock.GetUtcNow());
            paces[domain] = pace;
        }

        return pace;
    }
}
