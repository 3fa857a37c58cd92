namespace DigestMailer.Papers.Sources.Reading;

/// <summary>
/// When arXiv announces: from Sunday to Thursday evening in New York, in feeds that carry the date of the next day. A
/// holiday on a weekday has no deadline for submissions, so the feed after it is empty (after a Friday, that of
/// Monday).
/// </summary>
internal static class ArxivCalendar
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public static DateOnly Today(DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, NewYork).DateTime);

    /// <summary>Whether a feed of this day should have papers.</summary>
    public static bool HasPapers(DateOnly day) => IsWeekday(day) && !IsHoliday(WeekdayBefore(day));

    /// <summary>
    /// Whether a batch should have come after <paramref name="batch"/>, up to <paramref name="asked"/>.
    /// </summary>
    public static bool IsLate(DateOnly batch, DateOnly asked)
    {
        for (var day = batch.AddDays(1); day <= asked && day <= batch.AddDays(14); day = day.AddDays(1))
        {
            if (HasPapers(day))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The days off of arXiv's staff, who are Cornell's: those of the United States and the days around Christmas and
    /// New Year. The list of a year may differ by a day; a day too many here makes an empty feed no fault, and a full
    /// one is taken all the same.
    /// </summary>
    private static bool IsHoliday(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) or (6, 19) or (7, 4) or (12, >= 24 and <= 26) or (12, 31) => true,
        (1, 2) or (6, 20) or (7, 5) when day.DayOfWeek == DayOfWeek.Monday => true,
        (6, 18) or (7, 3) when day.DayOfWeek == DayOfWeek.Friday => true,
        (1, >= 15 and <= 21) or (5, >= 25) or (9, <= 7) when day.DayOfWeek == DayOfWeek.Monday => true,
        (11, >= 22 and <= 28) when day.DayOfWeek == DayOfWeek.Thursday => true,
        (11, >= 23 and <= 29) when day.DayOfWeek == DayOfWeek.Friday => true,
        _ => false,
    };

    private static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static DateOnly WeekdayBefore(DateOnly day)
    {
        do
        {
            day = day.AddDays(-1);
        }
        while (!IsWeekday(day));

        return day;
    }
}
