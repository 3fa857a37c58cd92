using DigestMailer.Papers.Sources;

namespace DigestMailer.Papers.Gathering;

/// <summary>
/// Says of which sources papers are missing at this hour. One that is empty on a holiday misses nothing, nor does one
/// that failed an hour after it answered.
/// </summary>
internal sealed class SourceNotices(GatheringLog log, SourceRegistry registry)
{
    private static readonly TimeSpan Matters = TimeSpan.FromHours(24);
    private static readonly TimeSpan GoodEnough = TimeSpan.FromHours(12);

    private Found? latest;

    /// <summary>A plan asks for each of its cohorts at one instant; what was found for that is kept.</summary>
    public async Task<IReadOnlyList<SourceNotice>> AtAsync(DateTimeOffset now, CancellationToken cancel = default)
    {
        if (latest is { } known && known.At == now)
        {
            return known.Notices;
        }

        var health = await log.HealthAsync(cancel);
        IReadOnlyList<SourceNotice> notices =
            [.. registry.All.Where(source => health.TryGetValue(source.Name, out var state) && IsMissing(state, now))
            .Select(source => new SourceNotice(source.Title, health[source.Name].State)).Distinct()];
        latest = new Found(now, notices);
        return notices;
    }

    private static bool IsMissing(SourceHealth health, DateTimeOffset now) =>
        now - health.At < Matters && health.State switch
        {
            SourceState.Stale or SourceState.Late or SourceState.Partial => true,
            SourceState.Failed or SourceState.Refused =>
                health.LastGood is not { } good || good < now - GoodEnough || good < StartOfDay(now),
            _ => false,
        };

    private static DateTimeOffset StartOfDay(DateTimeOffset now) => new(now.UtcDateTime.Date, TimeSpan.Zero);

    private sealed record Found(DateTimeOffset At, IReadOnlyList<SourceNotice> Notices);
}
