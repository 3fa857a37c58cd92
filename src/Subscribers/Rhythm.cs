using System.Diagnostics;
using DigestMailer.Subscribers.Times;

namespace DigestMailer.Subscribers;

/// <summary>How often a subscription is served; <see cref="RhythmKind"/> says what follows from it.</summary>
internal enum Every { Day, Weekday, Week, Match, Fortnight }

/// <summary>
/// When a subscription's slots are: an hour of the local day in an IANA zone.
/// An hour that daylight saving time skips moves to the first moment after the gap; one that comes twice counts once,
/// the first time (see <see cref="LocalTime"/>).
/// </summary>
/// <param name="Every">Alerts (<see cref="Every.Match"/>) have a slot at each full hour, so that nobody gets two in one
/// hour.</param>
/// <param name="Weekday">The day of a digest that has one; see <see cref="RhythmKind.HasWeekday"/>.</param>
/// <param name="At">Local time of day.</param>
internal sealed record Rhythm(Every Every, DayOfWeek Weekday, TimeOnly At, TimeZoneInfo Zone)
{
    /// <summary>
    /// The longest time between two slots of any rhythm: whatever guards "a paper once" looks back at least this far.
    /// </summary>
    public static TimeSpan Longest { get; } = RhythmKind.All.Max(kind => kind.Span);

    /// <summary>The rhythm of the columns that hold it.</summary>
    /// <param name="minute">Of the local day.</param>
    public static Rhythm Stored(Every every, int weekday, int minute, TimeZoneInfo zone) =>
        new Rhythm(every, DayOfWeek.Monday, new TimeOnly(minute / 60, minute % 60), zone)
            .OnWeekday(weekday);

    /// <summary>The other way round: a column that holds <see cref="StoredWeekday"/>.</summary>
    public Rhythm OnWeekday(int stored) => this with { Weekday = (DayOfWeek)(stored % 7), Week = stored / 7 };

    /// <summary>
    /// The number of the weekday, 0 for Sunday, and seven more in the second of two weeks: so the days of a cohort fall
    /// together by one column.
    /// </summary>
    public int StoredWeekday => (int)Weekday + (7 * Week);

    /// <summary>
    /// Which of two weeks a fortnight's digest comes in, 0 or 1; 0 for all other rhythms. Weeks begin on Mondays and
    /// are counted from the first of the calendar.
    /// </summary>
    public int Week { get; init; }

    /// <summary>
    /// The same with the week of a subscriber: half of all have either, whenever they came, so that not everybody's
    /// digest falls on the same day.
    /// </summary>
    public Rhythm For(long subscriberId) => this with { Week = Every == Every.Fortnight ? (int)(subscriberId & 1) : 0 };

    public RhythmKind Kind => RhythmKind.Of(Every);

    /// <summary>Whether <see cref="Weekday"/> decides the day.</summary>
    public bool HasWeekday => Kind.HasWeekday;

    /// <summary>
    /// The first slot of a subscription that begins <paramref name="now"/>: today's, even where its hour has passed, so
    /// that the first day is not empty.
    /// </summary>
    public DateTimeOffset First(DateTimeOffset now) =>
        Every == Every.Match ? FullHour(now) : SlotOnOrAfter(LocalDay(now));

    /// <summary>
    /// The first slot after a change of rhythm: as for one that begins, but not on a local day (alerts: in an hour)
    /// that was served already.
    /// </summary>
    /// <param name="served">The last slot that was served, or null.</param>
    public DateTimeOffset First(DateTimeOffset now, DateTimeOffset? served)
    {
        var first = First(now);
        return served is not { } last ? first
            : Every == Every.Match ? (FullHour(last) == first ? first.AddHours(1) : first)
            : LocalDay(last) >= LocalDay(first) ? SlotOnOrAfter(LocalDay(last).AddDays(1))
            : first;
    }

    private DateOnly LocalDay(DateTimeOffset time) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, Zone).DateTime);

    /// <summary>The first slot after <paramref name="after"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset after)
    {
        if (Every == Every.Match)
        {
            return FullHour(after).AddHours(1);
        }

        var day = LocalDay(after);
        var slot = SlotOnOrAfter(day);
        return slot > after ? slot : SlotOnOrAfter(day.AddDays(1));
    }

    /// <summary>
    /// The last slot that is not after <paramref name="now"/>, from <paramref name="slot"/> on: after an outage readers
    /// get one digest, not one for each slot missed.
    /// </summary>
    public DateTimeOffset Latest(DateTimeOffset slot, DateTimeOffset now)
    {
        var longAgo = now - Kind.Span - TimeSpan.FromDays(1);
        if (slot < longAgo)
        {
            slot = Next(longAgo);
        }

        for (var next = Next(slot); next <= now; next = Next(next))
        {
            slot = next;
        }

        return slot;
    }

    private DateTimeOffset SlotOnOrAfter(DateOnly day)
    {
        while (!Serves(day))
        {
            day = day.AddDays(1);
        }

        return LocalTime.Instant(day.ToDateTime(At), Zone);
    }

    private bool Serves(DateOnly day) => Every switch
    {
        Every.Day or Every.Match => true,
        Every.Weekday => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
        Every.Week => day.DayOfWeek == Weekday,
        Every.Fortnight => day.DayOfWeek == Weekday && WeekOf(day) % 2 == Week,
        _ => throw new UnreachableException($"no days for {Every}"),
    };

    private static int WeekOf(DateOnly day) => day.DayNumber / 7;

    private static DateTimeOffset FullHour(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return new DateTimeOffset(utc.Year, utc.Month, utc.Day, utc.Hour, 0, 0, TimeSpan.Zero);
    }
}
