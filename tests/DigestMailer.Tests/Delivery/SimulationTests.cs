using CsCheck;
using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Delivery;

/// <summary>
/// A month of the recorded lists with readers of every rhythm, outages, and changes of topics, zones and clocks.
/// </summary>
[Category("Recordings")]
internal sealed class SimulationTests(StorageProvider provider) : OnBothDatabases(provider)
{
    // weeks 12: 24 October to 25 November, over the ends of summer time in Europe and America
    private const int Autumn = 84;
    private const int Spring = 217; // weeks 31: 6 March to 7 April, over its beginnings
    private static readonly string[] Queries = ["agent", "video OR image", "reasoning -agent", "title:language"];

    [TestCase(Autumn)]
    [TestCase(Spring)]
    public async Task A_month_of_readers_gets_each_paper_once_and_misses_none(int shift)
    {
        await using var world = new SimulatedWorld(shift);
        var daily = await world.WishAsync("daily", null, Every.Day, "07:00", "Europe/Berlin");
        var gap = await world.WishAsync("gap", "agent OR video", Every.Day, "02:30", "America/New_York", max: 5);
        var weekdays = await world.WishAsync("weekdays", "reasoning", Every.Weekday, "18:00", "Asia/Tokyo", max: 3);
        var weekly = await world.WishAsync("weekly", null, Every.Week, "09:00", "Europe/London");
        var alerts = await world.WishAsync("alerts", "agent", Every.Match, "07:00", "UTC");
        var moving = await world.WishAsync("moving", "video", Every.Match, "07:00", "UTC");
        for (var day = 0; world.Now < world.End; day++)
        {
            switch (day)
            {
                case 4: await world.WishAsync("daily", null, Every.Day, "07:00", "America/Los_Angeles"); break;
                case 6: world.Sleep(hours: 24); break;
                case 8: await world.WishAsync("latecomer", "agent", Every.Match, "07:00", "UTC"); break;
                case 9: await world.WishAsync("moving", "image OR agent", Every.Match, "07:00", "UTC"); break;
                case 10:
                    await world.WishAsync("weekdays", "reasoning OR agent", Every.Day, "12:00", "Asia/Kolkata",
                    max: 4); break;
                case 12: world.Sleep(hours: (5 * 24) + 3); break;
                case 14: await world.ListTwinAsync(); break;
                case 17: await world.WishAsync("daily", "language", Every.Day, "19:00", "Asia/Kathmandu"); break;
                case 19: await world.WishAsync("moving", "video", Every.Week, "07:00", "UTC"); break;
                default: break;
            }

            for (var hour = 0; hour < 24; hour++)
            {
                // On two days lists come and no mail goes.
                await world.HourAsync(plan: day is not (21 or 22));
            }
        }

        await world.CheckAsync();
        Assert.That(await world.IsTwinUnitedAsync(), Is.True, "two papers have come to be one");
        Assert.That(await world.SharedAsync("alerts", "latecomer"), Is.True,
            "two who joined on different days have come to share a history");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                gap.Mails.GroupBy(mail => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(mail.At, "America/New_York").Date)
                    .Select(mails => mails.Count()), Has.All.EqualTo(1), "one a local day");
            Assert.That(weekly.Mails, Has.Count.InRange(3, 5));
            Assert.That(daily.Mails, Has.Count.InRange(12, 24));
            Assert.That(weekdays.Mails, Is.Not.Empty);
            Assert.That(alerts.Mails, Has.Count.GreaterThan(10));
            Assert.That(moving.Mails, Is.Not.Empty);
        }

        foreach (var reader in world.Readers)
        {
            TestContext.Out
                .WriteLine(
                    $"{reader.Name}: {reader.Mails.Count} mails, {reader.Mails.Sum(mail => mail.Papers.Count)} papers, "
                        + $"{reader.Mails.SelectMany(mail => mail.Papers).Distinct().Count()} different ones");
        }
    }

    [TestCaseSource(nameof(ShiftsOfSeveral))]
    public async Task A_month_of_readers_with_one_two_and_three_digests_sends_a_paper_once_to_a_person(int shift)
    {
        await using var world = new SimulatedWorld(shift);
        var one = await world.WishAsync("one", null, Every.Day, "07:00", "Europe/Berlin");
        var two = await world.WishAsync("two", null, Every.Day, "09:00", "UTC");
        var twoAlert = await world.WishAsync("two", "agent", Every.Match, "07:00", "UTC", digest: "Alert");
        await world.WishAsync("twin", null, Every.Day, "09:00", "UTC");
        await world.WishAsync("twin", "agent", Every.Match, "07:00", "UTC", digest: "Alert");
        await world.WishAsync("three", "video OR image", Every.Weekday, "17:00", "UTC", max: 3);
        await world.WishAsync("three", "reasoning", Every.Match, "07:00", "UTC", digest: "My alert");
        var best = await world.WishAsync("three", null, Every.Week, "09:00", "Europe/London", digest: "Best");
        for (var day = 0; world.Now < world.End; day++)
        {
            switch (day)
            {
                case 5: world.Sleep(hours: 24); break;
                case 8: await world.WishAsync("late", "agent OR video", Every.Day, "12:00", "Asia/Kolkata"); break;
                case 11: world.Sleep(hours: (3 * 24) + 5); break;
                case 13:
                    await world.WishAsync("late", "agent", Every.Match, "07:00", "UTC", digest: "Alert"); break;
                case 16:
                    await world.WishAsync("three", "language", Every.Day, "19:00", "Asia/Kathmandu", max: 5); break;
                default: break;
            }

            for (var hour = 0; hour < 24; hour++)
            {
                await world.HourAsync(plan: day is not (18 or 19));
            }
        }

        await world.CheckAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(world.Readers.ConvertAll(reader => (reader.Name, reader.Mails.Count)),
                Has.None.Matches<(string, int Mails)>(reader => reader.Mails == 0));
            Assert.That(one.Mails, Has.Count.GreaterThan(20));
            Assert.That(two.Mails, Has.Count.GreaterThan(20));
            Assert.That(twoAlert.Mails, Has.Count.GreaterThan(10));
            Assert.That(best.Mails, Has.Count.InRange(3, 5));
            Assert.That(await world.SharedAsync("two", "twin"), Is.True, "readers who want the same share digests");
        }
    }

    // The ends of summer time make no difference to several digests, nor to what a relay defers.
    private static int[] ShiftsOfSeveral => Scale.Full ? [Autumn, Spring] : [Spring];

    private static int[] ShiftsOfAlerts => Scale.Full ? [Autumn, Spring] : [Autumn];

    [TestCaseSource(nameof(ShiftsOfAlerts))]
    public async Task Alerts_come_within_the_hour_while_a_relay_defers_another_mail_of_the_same_reader(int shift)
    {
        await using var world = new SimulatedWorld(shift);
        await world.WishAsync("one", null, Every.Day, "09:00", "UTC");
        var two = await world.WishAsync("two", null, Every.Day, "09:00", "UTC");
        var alert = await world.WishAsync("two", "agent", Every.Match, "07:00", "UTC", digest: "Alert");
        await world.WishAsync("three", "video OR image", Every.Weekday, "08:00", "UTC", max: 3);
        await world.WishAsync("three", "reasoning", Every.Match, "07:00", "UTC", digest: "My alert");
        await world.WishAsync("three", null, Every.Week, "09:00", "Europe/London", digest: "Best");
        var days = Scale.Full ? (int)(world.End - world.Now).TotalDays : 15;
        for (var day = 0; day < days; day++)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                // All but alerts wait: every third day for nine hours, and from the tenth day on until they expire.
                var waits = day % 3 == 0 ? hour is >= 8 and < 17 : day is 10 or 11;
                await world.HourAsync(deferred: reader => waits && reader.Wishes[^1].Every != Every.Match);
            }
        }

        await world.CheckAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(two.Mails, Has.Count.GreaterThan(days / 2));
            Assert.That(two.Mails.Count(mail => mail.At.Hour == 17), Is.GreaterThan(days / 10),
                "mails that were deferred");
            Assert.That(alert.Mails.Count(mail => mail.At.Hour is >= 8 and < 17), Is.GreaterThan(days / 3));
        }
    }

    [Test]
    [Category("Slow")]
    public async Task Random_histories_keep_the_same_promises()
    {
        var histories = Provider is StorageProvider.Sqlite ? 6 : 2;
        await Gen.Select(Event.List[10, 26], Gen.Int[0, 51]).HoldsAsync(async given =>
        {
            var (events, weeks) = given;
            await using var world = new SimulatedWorld(7 * weeks);
            await world.WishAsync("one", "agent", Every.Match, "07:00", "UTC");
            await world.WishAsync("two", null, Every.Day, "07:00", "Europe/Berlin", max: 3);
            await world.WishAsync("two", "video", Every.Match, "07:00", "UTC", digest: "Alert");
            await world.WishAsync("two", "language", Every.Week, "07:00", "UTC", digest: "Best");
            foreach (var (number, what) in events.Index())
            {
                if (number == 3)
                {
                    // With the wishes that another began with, so that the two may come to share a history.
                    await world.WishAsync("three", "agent", Every.Match, "07:00", "UTC");
                }

                await LiveAsync(world, what);
            }

            await world.CheckAsync(refusals: true);
        }, times: histories);
    }

    private static async Task LiveAsync(SimulatedWorld world, Happening what)
    {
        switch (what.Kind)
        {
            case 0: world.Sleep(what.Hours); break;
            case 1: await world.WishAsync(what.Name, what.Query, what.Every, what.At, what.Zone, what.Max); break;
            default:
                for (var hour = 0; hour < what.Hours; hour++)
                {
                    await world.HourAsync(gather: what.Kind != 2, plan: what.Kind != 3,
                        rejected: what.Kind == 4 ? reader => reader.Person == what.Name : null,
                        deferred: what.Kind is 6 or 7 ? reader => reader.Person == what.Name
                            && (reader.Digest is null) == (what.Kind == 6) : null);
                }

                break;
        }
    }

    private static readonly Gen<Happening> Event = Gen.Select(
        Gen.Frequency((2, 0), (3, 1), (1, 2), (1, 3), (1, 4), (6, 5), (2, 6), (1, 7)), Gen.Int[1, 60],
        Gen.OneOf("one", "two", "three"), Gen.OneOf(Queries), Gen.Enum<Every>(),
        Gen.Select(Gen.OneOf("00:30", "02:30", "07:00", "23:45"),
            Gen.OneOf("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati"),
            Gen.Int[1, 12]),
        (kind, hours, name, query, every, rest) =>
            new Happening(kind, hours, name, query, every, rest.Item1, rest.Item2, rest.Item3));

    /// <summary>
    /// Something that happens: 0 nothing runs, 1 a reader wishes, 2 no list comes, 3 no mail goes, 4 a reader's mail is
    /// refused, 6 and 7 their first digest or the others are deferred, else all is well.
    /// </summary>
    private sealed record Happening(int Kind, int Hours, string Name, string Query, Every Every, string At, string Zone,
        int Max);
}
