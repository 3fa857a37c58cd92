namespace DigestMailer.Papers;

/// <summary>When arXiv announces: its feeds carry the date of New York and are made anew at its midnight, with papers from Sunday to Thursday evening.</summary>
internal static class ArxivCalendar
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public static DateOnly Today(DateTimeOffset now) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, NewYork).DateTime);

    /// <summary>Whether a batch should have come after <paramref name="batch"/>, up to <paramref name="asked"/>.</summary>
    public static bool IsLate(DateOnly batch, DateOnly asked)
    {
        for (var day = batch.AddDays(1); day <= asked && day <= batch.AddDays(7); day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                return true;
            }
        }

        return false;
    }
}
