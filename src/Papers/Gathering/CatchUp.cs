using DigestMailer.Papers.Sources;

namespace DigestMailer.Papers.Gathering;

/// <summary>
/// Which past days a source is asked for in addition to the newest: those it has not answered yet, as far back as two
/// weeks, and recent ones that still grow. Each is asked at intervals that get longer with its age, so that a source is
/// never pressed.
/// </summary>
internal static class CatchUp
{
    /// <summary>How far back a hole is filled: longer than a long outage.</summary>
    public const int Reach = 14;

    /// <summary>How far back a new installation begins.</summary>
    private const int AtFirst = 3;

    private static readonly TimeSpan EmptyWait = TimeSpan.FromHours(6);

    /// <param name="answered">The days that the source has answered, with the last time of each.</param>
    /// <returns>The oldest first.</returns>
    public static IReadOnlyList<DateOnly> Days(Source source, IReadOnlyDictionary<DateOnly, Answered> answered,
        DateOnly today, DateTimeOffset now)
    {
        var oldest = answered.Keys.Append(today.AddDays(-AtFirst)).Min();
        var from = oldest < today.AddDays(-Reach) ? today.AddDays(-Reach) : oldest;
        return [.. Enumerable.Range(0, today.DayNumber - from.DayNumber).Select(from.AddDays).Where(day => IsDue(day))];

        bool IsDue(DateOnly day)
        {
            var age = today.DayNumber - day.DayNumber;
            return !answered.TryGetValue(day, out var last)
                || (last.Empty && age <= AtFirst && now - last.At >= EmptyWait)
                || (source.AskAgainAfter(age) is { } wait && now - last.At >= wait);
        }
    }
}

/// <summary>When a source last answered for a day, and whether it had nothing.</summary>
internal sealed record Answered(DateTimeOffset At, bool Empty);
