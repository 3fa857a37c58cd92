namespace DigestMailer.Subscribers.Times;

/// <summary>
/// The instant of a local time. It is found by the offsets that the zone has before and after, since .NET answers
/// wrongly about invalid and ambiguous times in zones with negative daylight saving time (Europe/Dublin,
/// Africa/Casablanca).
/// </summary>
internal static class LocalTime
{
    /// <summary>
    /// The first moment at which the clocks of <paramref name="zone"/> show <paramref name="local"/>; where they skip
    /// it, the first moment after the gap.
    /// </summary>
    public static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        var utc = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.Zero);
        var before = zone.GetUtcOffset(utc.AddDays(-1));
        var after = zone.GetUtcOffset(utc.AddDays(1));
        // With the larger offset the same local time comes first.
        var (larger, smaller) = before >= after ? (before, after) : (after, before);
        return Shows(utc - larger, larger, zone) ? utc - larger
            : Shows(utc - smaller, smaller, zone) ? utc - smaller
            : Change(utc - larger, utc - smaller, zone);
    }

    private static bool Shows(DateTimeOffset instant, TimeSpan offset, TimeZoneInfo zone) =>
        zone.GetUtcOffset(instant) == offset;

    /// <summary>The moment between two at which the offset changes.</summary>
    private static DateTimeOffset Change(DateTimeOffset from, DateTimeOffset until, TimeZoneInfo zone)
    {
        var before = zone.GetUtcOffset(from);
        while (until - from > TimeSpan.FromSeconds(1))
        {
            var middle = from + TimeSpan.FromSeconds(Math.Floor((until - from).TotalSeconds / 2));
            (from, until) = zone.GetUtcOffset(middle) == before ? (middle, until) : (from, middle);
        }

        return until;
    }
}
