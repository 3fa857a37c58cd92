using System.Globalization;
using DigestMailer.Service;

namespace DigestMailer.Tests.Service;

internal sealed class CronTimesTests
{
    [TestCase("0 15 0/2 * * ?", "2026-03-02T10:14:59Z", "2026-03-02T08:15:00Z", "2026-03-02T10:15:00Z")]
    [TestCase("0 15 0/2 * * ?", "2026-03-02T10:15:00Z", "2026-03-02T10:15:00Z", "2026-03-02T12:15:00Z")]
    [TestCase("0/5 * * * * ?", "2026-03-02T10:15:03Z", "2026-03-02T10:15:00Z", "2026-03-02T10:15:05Z")]
    [TestCase("0 0 6 ? * MON", "2026-03-01T12:00:00Z", "2026-02-23T06:00:00Z", "2026-03-02T06:00:00Z")]
    [TestCase("0 0 6 1 1 ?", "2026-03-01T12:00:00Z", "2026-01-01T06:00:00Z", "2027-01-01T06:00:00Z")]
    public void The_times_around_an_instant_are_those_of_the_expression(string cron, string now, string latest,
        string next)
    {
        Assert.That(CronTimes.Latest(cron, At(now)), Is.EqualTo(At(latest)));
        Assert.That(CronTimes.Next(cron, At(now)), Is.EqualTo(At(next)));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
