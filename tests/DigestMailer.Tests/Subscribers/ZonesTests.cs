using System.Globalization;
using DigestMailer.Subscribers.Times;

namespace DigestMailer.Tests.Subscribers;

/// <summary>Which names are zones, and which hours their clocks show.</summary>
internal sealed class ZonesTests
{
    [TestCase("UTC", "UTC")]
    [TestCase("utc", "UTC")]
    [TestCase("Europe/Berlin", "Europe/Berlin")]
    [TestCase("europe/berlin", "Europe/Berlin")]
    [TestCase("EUROPE/BERLIN", "Europe/Berlin")]
    [TestCase(" Europe/Berlin ", "Europe/Berlin")]
    [TestCase("America/New York", "America/New_York")]
    [TestCase("america/new_york", "America/New_York")]
    [TestCase("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    [TestCase("America/Port-au-Prince", "America/Port-au-Prince")]
    [TestCase("America/Indiana/Indianapolis", "America/Indiana/Indianapolis")]
    [TestCase("America/St_Johns", "America/St_Johns")]
    [TestCase("America/Sao_Paulo", "America/Sao_Paulo")]
    [TestCase("America/Los_Angeles", "America/Los_Angeles")]
    [TestCase("Africa/Casablanca", "Africa/Casablanca")]
    [TestCase("Africa/El_Aaiun", "Africa/El_Aaiun")]
    [TestCase("Africa/Cairo", "Africa/Cairo")]
    [TestCase("Africa/Johannesburg", "Africa/Johannesburg")]
    [TestCase("Antarctica/Troll", "Antarctica/Troll")]
    [TestCase("Asia/Kathmandu", "Asia/Kathmandu")]
    [TestCase("Asia/Kolkata", "Asia/Kolkata")]
    [TestCase("Asia/Tehran", "Asia/Tehran")]
    [TestCase("Asia/Tokyo", "Asia/Tokyo")]
    [TestCase("Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Minh")]
    [TestCase("Atlantic/Azores", "Atlantic/Azores")]
    [TestCase("Australia/Lord_Howe", "Australia/Lord_Howe")]
    [TestCase("Australia/Eucla", "Australia/Eucla")]
    [TestCase("Europe/Dublin", "Europe/Dublin")]
    [TestCase("Europe/London", "Europe/London")]
    [TestCase("Europe/Lisbon", "Europe/Lisbon")]
    [TestCase("Europe/Zurich", "Europe/Zurich")]
    [TestCase("Indian/Mauritius", "Indian/Mauritius")]
    [TestCase("Pacific/Apia", "Pacific/Apia")]
    [TestCase("Pacific/Chatham", "Pacific/Chatham")]
    [TestCase("Pacific/Kiritimati", "Pacific/Kiritimati")]
    [TestCase("Etc/UTC", "Etc/UTC")]
    [TestCase("Etc/GMT+5", "Etc/GMT+5")]
    [TestCase("Asia/calcutta", "Asia/Calcutta")]
    [TestCase("Asia/katmandu", "Asia/Katmandu")]
    [TestCase("america/buenos aires", "America/Buenos_Aires")]
    [TestCase("US/eastern", "US/Eastern")]
    [TestCase("us/PACIFIC", "US/Pacific")]
    [TestCase("Etc/gmt-1", "Etc/GMT-1")]
    public void A_name_of_the_database_is_a_zone(string written, string id)
    {
        Assert.That(Zones.TryFind(written, out var zone), Is.True);
        Assert.That(zone!.Id, Is.EqualTo(id));
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("Berlin")]
    [TestCase("Europe")]
    [TestCase("Europe/")]
    [TestCase("/Europe/Berlin")]
    [TestCase("Europe/Berlin/")]
    [TestCase("Europe//Berlin")]
    [TestCase("Europe/Atlantis")]
    [TestCase("../Europe/Berlin")]
    [TestCase("./Europe/Berlin")]
    [TestCase("Europe/../Europe/Berlin")]
    [TestCase("Europe/./Berlin")]
    [TestCase("/usr/share/zoneinfo/Europe/Berlin")]
    [TestCase("posix/Europe/Berlin")]
    [TestCase("right/Europe/Berlin")]
    [TestCase("POSIX/europe/berlin")]
    [TestCase("europe")]
    [TestCase("us/atlantis")]
    [TestCase("localtime")]
    [TestCase("posixrules")]
    [TestCase("Factory")]
    [TestCase("tzdata.zi")]
    [TestCase("zone.tab")]
    [TestCase("../../../etc/passwd")]
    [TestCase("Europe\\Berlin")]
    [TestCase("Europe/Berlin\0")]
    [TestCase("W. Europe Standard Time")]
    [TestCase("Pacific Standard Time")]
    [TestCase("UTC+1")]
    [TestCase("+01:00")]
    [TestCase("GMT+2")]
    [TestCase("CEST-2")]
    public void Anything_else_is_rejected(string written) => Assert.That(Zones.TryFind(written, out _), Is.False);

    [TestCase("Europe/Dublin", "2027-03-28T01:30", "2027-03-28T01:00Z")]
    [TestCase("Europe/London", "2027-03-28T01:30", "2027-03-28T01:00Z")]
    [TestCase("Africa/Casablanca", "2027-03-14T02:30", "2027-03-14T02:00Z")]
    [TestCase("Africa/El_Aaiun", "2027-03-14T02:30", "2027-03-14T02:00Z")]
    [TestCase("America/New_York", "2027-03-14T02:30", "2027-03-14T07:00Z")]
    [TestCase("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-03T15:30Z")]
    [TestCase("Pacific/Apia", "2011-12-30T07:00", "2011-12-30T10:00Z")]
    public void An_hour_that_the_clocks_skip_is_the_end_of_the_gap(string zone, string local, string instant) =>
        Assert.That(At(zone, local), Is.EqualTo(Utc(instant)));

    [TestCase("Europe/Dublin", "2026-10-25T01:30", "2026-10-25T00:30Z")]
    [TestCase("Europe/Dublin", "2026-07-01T07:00", "2026-07-01T06:00Z")]
    [TestCase("Europe/Dublin", "2026-12-01T07:00", "2026-12-01T07:00Z")]
    [TestCase("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30Z")]
    [TestCase("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z")]
    [TestCase("Asia/Kathmandu", "2026-04-05T07:00", "2026-04-05T01:15Z")]
    public void An_hour_that_comes_twice_is_the_first_of_them(string zone, string local, string instant) =>
        Assert.That(At(zone, local), Is.EqualTo(Utc(instant)));

    [Test]
    public void A_zone_that_is_not_known_here_keeps_its_name()
    {
        Assert.That(Zones.TryFind("US/Pacific-New", out _), Is.False);
        Assert.That(Zones.FindOrKeep("US/Pacific-New").Id, Is.EqualTo("US/Pacific-New"));
    }

    private static DateTimeOffset At(string zone, string local) =>
        LocalTime.Instant(DateTime.Parse(local, CultureInfo.InvariantCulture),
            TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
