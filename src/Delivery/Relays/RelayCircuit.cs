namespace DigestMailer.Delivery.Relays;

/// <summary>
/// Lets an unavailable relay rest: after two failures in a row for 30 seconds, then twice as long each time,
/// five minutes at most. After the rest every connection may try again at once; one failure more and it rests again.
/// </summary>
internal sealed class RelayCircuit(TimeProvider clock)
{
    private const int Failures = 2;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Refusing = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromHours(20);

    private readonly Lock gate = new();
    private int failures;
    private TimeSpan rest = First;
    private long since;
    private DateTimeOffset until;
    private string? why;
    private (string Why, long Since)? told;

    /// <summary>Why the relay rests, or null where it may be tried.</summary>
    public string? Resting => Rest?.Why;

    /// <summary>Why the relay rests and until when, to the second; null where it may be tried.</summary>
    public (string Why, DateTimeOffset Until)? Rest
    {
        get
        {
            lock (gate)
            {
                return why is not null && clock.GetElapsedTime(since) < rest ? (why, until) : null;
            }
        }
    }

    public void Worked()
    {
        lock (gate)
        {
            (failures, rest, why) = (0, First, null);
        }
    }

    /// <summary>
    /// The relay refuses us for what trying again does not fix: it rests for an hour. The reason stays the same for
    /// most of a day, so that the operator reads it once.
    /// </summary>
    public void Refused(string reason)
    {
        lock (gate)
        {
            told = told is { } before && clock.GetElapsedTime(before.Since) < Day ? before
                : (reason, clock.GetTimestamp());
            (failures, rest) = (Failures, Refusing);
            Begin(told.Value.Why);
        }
    }

    public void Failed(string reason)
    {
        lock (gate)
        {
            failures++;
            var rested = why is not null;
            if (failures < Failures || (rested && clock.GetElapsedTime(since) < rest))
            {
                return;
            }

            rest = rested ? (rest * 2 < Most ? rest * 2 : Most) : First;
            Begin(reason);
        }
    }

    private void Begin(string reason)
    {
        var end = (clock.GetUtcNow() + rest).ToUnixTimeSeconds();
        (since, until, why) = (clock.GetTimestamp(), DateTimeOffset.FromUnixTimeSeconds(end), reason);
    }
}
