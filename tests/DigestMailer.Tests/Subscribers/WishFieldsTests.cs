using DigestMailer.Subscribers;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Subscribers;

/// <summary>What people may write for each wish, and what becomes of it.</summary>
internal sealed class WishFieldsTests
{
    private static readonly Wishes Plain = new() { Topics = TopicSet.Create([], []) };

    [TestCase("every", "Daily", "day")]
    [TestCase("every", "weekdays", "weekday")]
    [TestCase("every", "weekly", "week")]
    [TestCase("every", "biweekly", "fortnight")]
    [TestCase("every", "Alerts", "match")]
    [TestCase("at", "07:30", "07:30")]
    [TestCase("at", "7:30", "07:30")]
    [TestCase("at", "18:15:59", "18:15")]
    [TestCase("at", "8:15:59", "08:15")]
    [TestCase("at", "6:15 PM", "18:15")]
    [TestCase("at", "6:15:30 pm", "18:15")]
    [TestCase("at", "6:15PM", "18:15")]
    [TestCase("at", "06:15:30.123", "06:15")]
    [TestCase("zone", "europe/berlin", "Europe/Berlin")]
    [TestCase("max", "1", "1")]
    [TestCase("max", "60.0", "60")]
    [TestCase("weekday", "TUESDAY", "tuesday")]
    [TestCase("weekday", "thurs.", "thursday")]
    [TestCase("weekday", "Sun", "sunday")]
    [TestCase("format", "TEXT", "text")]
    [TestCase("language", "zh-Hant-TW-x-abcdefg", "zh-Hant-TW-x-abcdefg")]
    [TestCase("language", "en_US", "en-US")]
    [TestCase("language", "pt_BR", "pt-BR")]
    [TestCase("thumbnails", " X ", "yes")]
    [TestCase("thumbnails", "1.0", "yes")]
    [TestCase("empty", "on", "yes")]
    [TestCase("empty", "y", "yes")]
    [TestCase("empty", "t", "yes")]
    [TestCase("empty", "off", null)]
    [TestCase("empty", "n", null)]
    [TestCase("empty", "f", null)]
    [TestCase("empty", "0.0", null)]
    public void A_wish_is_read_and_comes_back_from_its_column_as_it_was(string name, string written, string? text)
    {
        var field = WishFields.Named(name);
        var (wishes, fault) = field.Read(Plain with { TellIfEmpty = true }, written);
        Assert.That(fault, Is.Null);
        Assert.That(field.Text(wishes!), Is.EqualTo(text));
        Assert.That(field.Text(field.Load(Plain, field.Stored(wishes!))), Is.EqualTo(text));
    }

    [TestCase("every", "hourly", "unknown rhythm \"hourly\"; use day, weekday, week, fortnight or match")]
    [TestCase("at", "25:00", "\"25:00\" is not a valid time of day; use HH:MM, such as 07:00")]
    [TestCase("zone", "Mars/Base",
        "unknown time zone \"Mars/Base\"; use an IANA name such as Europe/Berlin, America/New_York or UTC")]
    [TestCase("max", "0", "\"0\" is not a valid number of papers; use 1 to 60")]
    [TestCase("max", "61", "\"61\" is not a valid number of papers; use 1 to 60")]
    [TestCase("max", "1.5", "\"1.5\" is not a valid number of papers; use 1 to 60")]
    [TestCase("max", "-5", "\"-5\" is not a valid number of papers; use 1 to 60")]
    [TestCase("weekday", "tu", "unknown day \"tu\"; use monday to sunday")]
    [TestCase("weekday", "1", "unknown day \"1\"; use monday to sunday")]
    [TestCase("weekday", "someday", "unknown day \"someday\"; use monday to sunday")]
    [TestCase("format", "pdf", "unknown format \"pdf\"; use html or text")]
    [TestCase("format", "1", "unknown format \"1\"; use html or text")]
    [TestCase("language", "e n", "\"e n\" is not a valid language tag; use one such as en or pt-BR")]
    [TestCase("language", "zh-Hant-TW-x-abcdefgh",
        "\"zh-Hant-TW-x-abcdefgh\" is not a valid language tag; use one such as en or pt-BR")]
    [TestCase("thumbnails", "maybe", "thumbnails is \"maybe\"; use yes or no")]
    public void A_wish_that_cannot_be_read_is_named_with_what_may_be(string name, string written, string said) =>
        Assert.That(WishFields.Named(name).Read(Plain, written), Is.EqualTo(new WishReading(null, said)));

    [Test]
    public void Wishes_are_printed_as_JSON_has_them()
    {
        var weekly = Plain with { Rhythm = Plain.Rhythm with { Every = Every.Week }, Max = 5 };
        Assert.That(WishFields.All.Select(field => (field.Json, field.Option, field.Print(weekly))), Is.EqualTo(
            new (string, string, object?)[]
            {
                ("every", "--every", "week"), ("at", "--at", "07:00"), ("zone", "--zone", "UTC"), ("max", "--max", 5),
                ("weekday", "--weekday", "monday"), ("format", "--format", "html"), ("language", "--language", "en"),
                ("thumbnails", "--thumbnails", false), ("tellIfEmpty", "--tell-if-empty", false),
            }));
        Assert.That(WishFields.Named("weekday").Print(Plain), Is.Null, "it decides nothing");
        Assert.That(WishFields.Named("thumbnails").Print(Plain with { Look = Plain.Look with { Thumbnails = true } }),
            Is.True);
    }
}
