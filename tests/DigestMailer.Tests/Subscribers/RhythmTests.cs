using System.Globalization;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Subscribers;

internal sealed class RhythmTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Test]
    public void An_hour_that_daylight_saving_skips_moves_to_the_end_of_the_gap() =>
        Assert.That(Daily("02:30").Next(Utc("2026-03-28T12:00Z")), Is.EqualTo(Utc("2026-03-29T01:00Z")));

    [Test]
    public void An_hour_that_comes_twice_counts_once()
    {
        var first = Daily("02:30").Next(Utc("2026-10-24T12:00Z"));
        Assert.That(first, Is.EqualTo(Utc("2026-10-25T00:30Z")));
        Assert.That(Daily("02:30").Next(first), Is.EqualTo(Utc("2026-10-26T01:30Z")));
    }

    [Test]
    public void The_first_slot_is_todays_even_where_its_hour_has_passed() =>
        Assert.That(Daily("07:00").First(Utc("2026-06-01T12:00Z")), Is.EqualTo(Utc("2026-06-01T05:00Z")));

    [Test]
    public void A_weekday_digest_skips_the_weekend() =>
        Assert.That(
            new Rhythm(Every.Weekday, DayOfWeek.Monday, new TimeOnly(7, 0), Berlin).Next(Utc("2026-06-05T12:00Z")),
            Is.EqualTo(Utc("2026-06-08T05:00Z")));

    [Test]
    public void After_an_outage_only_the_latest_slot_is_served() =>
        Assert.That(Daily("07:00").Latest(Utc("2026-06-01T05:00Z"), Utc("2026-06-04T06:00Z")),
            Is.EqualTo(Utc("2026-06-04T05:00Z")));

    [TestCase("18:00", "2026-06-01T12:00Z", "2026-06-01T05:00Z", "2026-06-02T16:00Z")]
    [TestCase("18:00", "2026-06-01T12:00Z", "2026-05-31T05:00Z", "2026-06-01T16:00Z")]
    public void A_new_hour_does_not_serve_a_day_twice(string at, string now, string served, string first) =>
        Assert.That(Daily(at).First(Utc(now), Utc(served)), Is.EqualTo(Utc(first)));

    private static Rhythm Daily(string at) =>
        new(Every.Day, DayOfWeek.Monday, TimeOnly.Parse(at, CultureInfo.InvariantCulture), Berlin);

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
