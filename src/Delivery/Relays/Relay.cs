using System.Globalization;
using DigestMailer.Outbox;

namespace DigestMailer.Delivery.Relays;

/// <summary>
/// One relay of the settings with what its connections share. It lives as long as the process, so that a limit holds
/// from one run to the next.
/// </summary>
internal sealed class Relay(RelayOptions options, TimeProvider clock)
{
    private long takenToday;
    private DateOnly today;

    public RelayOptions Options { get; } = options;

    public TimeProvider Clock { get; } = clock;

    /// <summary><c>host:port</c>.</summary>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"{options.Host}:{options.Port}");

    public RelayPace Pace { get; } = new(options.MaxPerMinute, clock);

    public RelayCircuit Circuit { get; } = new(clock);

    public UnclearRefusals Unclear { get; } = new();

    /// <summary>What the database knows of today's mail, at the start of a run.</summary>
    public void Begin(DateOnly day, long taken)
    {
        lock (Pace)
        {
            (today, takenToday) = (day, taken);
        }
    }

    /// <summary>Takes a place among the mails that a relay in its warm-up may take today.</summary>
    /// <returns>Null where there is one, else when the next day begins.</returns>
    public DateTimeOffset? FullUntil()
    {
        if (Options.WarmUp is not { } warmUp)
        {
            return null;
        }

        var now = Clock.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        lock (Pace)
        {
            (today, takenToday) = day == today ? (today, takenToday) : (day, 0);
            return takenToday++ < warmUp.Allowed(day) ? null
                : new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }
    }
}
