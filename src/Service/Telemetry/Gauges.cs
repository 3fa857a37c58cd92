namespace DigestMailer.Service.Telemetry;

/// <summary>What is true now, rather than counted.</summary>
/// <param name="OldestDue">When the oldest mail that is due became due; null where none is.</param>
/// <param name="IsStopped">Whether the brake stops delivery.</param>
/// <param name="BadSince">Of each source, since when it has not answered as it should; null while it does.</param>
/// <param name="Rounds">Of each round of the schedule, when it last went well (null while it is under way), and whether
/// it has failed since.</param>
internal sealed record Gauges(DateTimeOffset? OldestDue, bool IsStopped,
    IReadOnlyDictionary<string, DateTimeOffset?> BadSince,
    IReadOnlyDictionary<string, (DateTimeOffset? Ended, bool IsFailing)> Rounds);
