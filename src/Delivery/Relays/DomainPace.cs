namespace DigestMailer.Delivery.Relays;

/// <summary>
/// The pace of one domain: halved when it asks for less, grown by a twentieth of what it bore before with each minute's
/// mail (AIMD). Not safe for many threads.
/// </summary>
internal sealed class DomainPace
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // A burst of busy answers is one request for less.
    private static readonly TimeSpan Deaf = TimeSpan.FromSeconds(10);

    // A few mails prove nothing, and these may still follow a first request for less.
    private const double FewestBorne = 60;
    private const int Few = 10;

    // The mails of each five seconds of the last minute: an entry for each mail would grow with the readers.
    private readonly int[] lastMinute = new int[12];
    private readonly double most;
    private long latest;
    private DateTimeOffset next;
    private DateTimeOffset tail;
    private DateTimeOffset slowed = DateTimeOffset.MinValue;
    private double peak;

    /// <param name="most">Mails a minute; infinite where nothing is set.</param>
    public DomainPace(double most, DateTimeOffset start) =>
        (this.most, peak, Rate, next, tail) = (most, most, most, start - Minute, start);

    /// <summary>Mails a minute now.</summary>
    public double Rate { get; private set; }

    public DateTimeOffset PausedUntil { get; set; }

    /// <summary>
    /// Null where a mail may go now, and counts as gone; else when it may. What was not used in the last minute may be
    /// made up for.
    /// </summary>
    public DateTimeOffset? Until(DateTimeOffset now)
    {
        if (now < PausedUntil)
        {
            return PausedUntil;
        }

        if (double.IsInfinity(Rate))
        {
            Count(now);
            return null;
        }

        next = next < now - Minute ? now - Minute : next;
        if (next + Between <= now)
        {
            next += Between;
            Count(now);
            return null;
        }

        // Each that is held comes back at a time of its own.
        tail = (tail > next ? tail : next) + Between;
        tail = tail > now + (10 * Minute) ? next + Between : tail;
        return tail > now ? tail : now + Between;
    }

    private TimeSpan Between => Minute / Rate;

    private void Count(DateTimeOffset now)
    {
        ForgetUntil(now);
        lastMinute[latest % lastMinute.Length]++;
    }

    private void ForgetUntil(DateTimeOffset now)
    {
        var present = now.ToUnixTimeSeconds() * lastMinute.Length / 60;
        for (latest = Math.Max(latest, present - lastMinute.Length); latest < present;)
        {
            lastMinute[++latest % lastMinute.Length] = 0;
        }
    }

    public void Slower(DateTimeOffset now)
    {
        if (now - slowed < Deaf)
        {
            return;
        }

        ForgetUntil(now);
        var bore = double.IsInfinity(Rate) ? Math.Max(FewestBorne, lastMinute.Sum()) : Rate;
        peak = double.IsInfinity(Rate) ? bore : Math.Max(peak, bore);
        (Rate, slowed, tail) = (Math.Max(1, bore / 2), now, now);
        next = now - (Few * Between);
    }

    public void Faster()
    {
        if (double.IsInfinity(Rate) || Rate >= most)
        {
            return;
        }

        Rate += Math.Max(1, peak / 20) / Rate;
        if (Rate >= peak)
        {
            // Back at what it bore: from here on as set, or as fast as it goes.
            (Rate, peak) = (most, most);
        }
    }
}
