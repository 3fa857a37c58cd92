namespace DigestMailer.Bounces;

/// <summary>
/// Whether an address has failed long enough to be given up: a number of bounces in a row over a number of days.
/// </summary>
internal static class SoftBounces
{
    /// <summary>Within this time after a mail was accepted its bounce has come, if one comes.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromDays(3);

    /// <summary>How far back bounces are looked at.</summary>
    public static TimeSpan LooksBack(TimeSpan period) => 4 * period;

    /// <param name="bounces">When they arrived, the new one included.</param>
    /// <param name="accepted">When a relay accepted mail for the address.</param>
    public static bool IsGivenUp(IReadOnlyCollection<DateTimeOffset> bounces,
        IReadOnlyCollection<DateTimeOffset> accepted, int limit, TimeSpan period, DateTimeOffset now)
    {
        var since = LastSuccess(bounces, accepted, now);
        var row = bounces.Where(at => since is null || at > since).ToList();
        return row.Count >= limit && row.Max() - row.Min() >= period;
    }

    /// <summary>The last mail after which no bounce came until the next one; null where there is none.</summary>
    private static DateTimeOffset? LastSuccess(IReadOnlyCollection<DateTimeOffset> bounces,
        IReadOnlyCollection<DateTimeOffset> accepted, DateTimeOffset now)
    {
        var sent = accepted.Order().ToList();
        for (var i = sent.Count - 1; i >= 0; i--)
        {
            var until = i + 1 < sent.Count ? sent[i + 1] : DateTimeOffset.MaxValue;
            if (sent[i] <= now - Settled && !bounces.Any(at => at >= sent[i] && at < until))
            {
                return sent[i];
            }
        }

        return null;
    }
}
