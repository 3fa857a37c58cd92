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

    [TestCase(0, "2026-06-08T05:00Z", "2026-06-22T05:00Z")]
    [TestCase(1, "2026-06-01T05:00Z", "2026-06-15T05:00Z")]
    [TestCase(2, "2026-06-08T05:00Z", "2026-06-22T05:00Z")]
    public void A_fortnight_has_every_second_weekday_and_half_the_subscribers_have_the_other(long id, string first,
        string next)
    {
        var rhythm = Fortnightly(id);
        Assert.That(rhythm.First(Utc("2026-05-31T12:00Z")), Is.EqualTo(Utc(first)));
        Assert.That(rhythm.Next(Utc(first)), Is.EqualTo(Utc(next)));
        Assert.That(rhythm.Latest(Utc("2026-01-01T05:00Z"), Utc(next).AddDays(3)), Is.EqualTo(Utc(next)));
    }

    [Test]
    public void The_week_of_a_fortnight_is_kept_in_the_column_of_the_weekday()
    {
        var rhythm = Fortnightly(1);
        Assert.That(rhythm.StoredWeekday, Is.EqualTo(8));
        Assert.That(Rhythm.Stored(rhythm.Every, 8, 7 * 60, Berlin), Is.EqualTo(rhythm));
        Assert.That((rhythm with { Every = Every.Week }).For(1).StoredWeekday, Is.EqualTo(1));
    }

    [Test]
    public void Every_rhythm_has_its_line_and_its_slots_within_the_longest_span()
    {
        foreach (var every in Enum.GetValues<Every>())
        {
            var rhythm = new Rhythm(every, DayOfWeek.Monday, new TimeOnly(7, 0), Berlin);
            var slot = rhythm.Next(Utc("2026-06-01T12:00Z"));
            var next = rhythm.Next(slot);
            Assert.That(next - slot, Is.LessThanOrEqualTo(rhythm.Kind.Span).And.LessThanOrEqualTo(Rhythm.Longest));
            Assert.That(RhythmKind.Find(rhythm.Kind.Name)?.Every, Is.EqualTo(every));
        }
    }

    [TestCase("2026-06-01T12:34:56Z", null, "2026-06-01T12:00Z")]
    [TestCase("2026-06-01T12:34:56Z", "2026-06-01T12:00Z", "2026-06-01T13:00Z")]
    [TestCase("2026-06-01T12:34:56Z", "2026-06-01T11:00Z", "2026-06-01T12:00Z")]
    public void An_alert_has_a_slot_at_each_full_hour_and_none_twice(string now, string? served, string first)
    {
        var alerts = Daily("07:00") with { Every = Every.Match };
        Assert.That(alerts.First(Utc(now), served is null ? null : Utc(served)), Is.EqualTo(Utc(first)));
        Assert.That(alerts.Next(Utc(now)), Is.EqualTo(Utc("2026-06-01T13:00Z")));
    }

    [TestCase("2025-06-01T05:00Z", "2026-06-04T05:00Z", "2026-06-04T05:00Z")]
    [TestCase("2026-06-03T05:00Z", "2026-06-04T04:59Z", "2026-06-03T05:00Z")]
    [TestCase("2026-06-05T05:00Z", "2026-06-04T06:00Z", "2026-06-05T05:00Z")]
    public void The_latest_slot_is_not_after_now_nor_before_the_given_one(string slot, string now, string latest) =>
        Assert.That(Daily("07:00").Latest(Utc(slot), Utc(now)), Is.EqualTo(Utc(latest)));

    [TestCase("every day", 70, 1)]
    [TestCase("Weekdays", 50, 1)]
    [TestCase("weekly", 10, 2)]
    [TestCase("every two weeks", 5, 2)]
    [TestCase("ALERT", int.MaxValue, 0)]
    public void A_rhythm_says_how_many_papers_a_week_brings_and_whose_turn_it_is(string word, int most, int turn)
    {
        var kind = RhythmKind.Find(word)!;
        Assert.That((kind.MostPerWeek(10), kind.Turn), Is.EqualTo((most, turn)));
        Assert.That(RhythmKind.Of(kind.Every), Is.SameAs(kind));
        Assert.That(RhythmKind.Find("hourly"), Is.Null);
    }

    [Test]
    public void Half_a_digest_a_week_is_one_paper() =>
        Assert.That(RhythmKind.Of(Every.Fortnight).MostPerWeek(1), Is.EqualTo(1));

    private static Rhythm Fortnightly(long id) =>
        new Rhythm(Every.Fortnight, DayOfWeek.Monday, new TimeOnly(7, 0), Berlin).For(id);

    private static Rhythm Daily(string at) =>
        new(Every.Day, DayOfWeek.Monday, TimeOnly.Parse(at, CultureInfo.InvariantCulture), Berlin);

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
