using Quartz;

namespace DigestMailer.Service;

/// <summary>The times of a cron expression around an instant, in UTC.</summary>
internal static class CronTimes
{
    private static readonly TimeSpan[] Windows =
        [TimeSpan.FromMinutes(10), TimeSpan.FromHours(3), TimeSpan.FromDays(2), TimeSpan.FromDays(40),
            TimeSpan.FromDays(400)];

    /// <returns>The last time up to this instant; null where there was none within a year.</returns>
    public static DateTimeOffset? Latest(string cron, DateTimeOffset now)
    {
        var expression = Parse(cron);
        foreach (var window in Windows)
        {
            DateTimeOffset? latest = null;
            for (var next = expression.GetNextValidTimeAfter(now - window); next <= now;
                next = expression.GetNextValidTimeAfter(next.Value))
            {
                latest = next;
            }

            if (latest is not null)
            {
                return latest;
            }
        }

        return null;
    }

    /// <returns>The first time after this instant; null where there is none.</returns>
    public static DateTimeOffset? Next(string cron, DateTimeOffset now) => Parse(cron).GetNextValidTimeAfter(now);

    private static CronExpression Parse(string cron) => CronExpression.Parse(cron).WithTimeZone(TimeZoneInfo.Utc);
}
