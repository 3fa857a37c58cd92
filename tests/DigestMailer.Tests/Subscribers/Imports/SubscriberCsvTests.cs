using System.Diagnostics;
using System.Globalization;
using System.Text;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Imports;
using DigestMailer.Subscribers.Keys;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Subscribers.Imports;

/// <summary>Subscribers as CSV, in and out.</summary>
internal sealed class SubscriberCsvTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly SubscriberCsv Csv =
        new(new TopicCatalogue([new TopicOptions { Slug = "speech", Name = "Speech", Query = "speech" }]),
            TimeProvider.System);

    [Test]
    public async Task Ten_thousand_come_in_within_seconds_and_bad_rows_are_named_by_line()
    {
        using var test = new TestDatabase();
        var rows = Enumerable.Range(2, 10_000).Select(line => line % 1000 == 0
            ? $"reader{line} at example.org,,speech,,day,07:00,UTC,10,form"
            : string.Create(CultureInfo.InvariantCulture,
                $"reader{line}@example.org,Reader {line},speech,\"title:\"\"codec {line % 50}\"\"\","
                    + $"weekday,{line % 24:00}:00,Europe/Berlin,{1 + (line % 20)},form of 2026-03-02"));
        using var text =
            new StringReader(string.Join('\n', rows.Prepend("email,name,topics,queries,every,at,zone,max,consent")));
        var watch = Stopwatch.StartNew();
        var (_, people, faults) = Csv.Read(text, confirmed: true);
        var read = watch.Elapsed;
        var seen = new List<int>();
        var enrolled = await Store(test).EnrolAsync(people, new Steps(seen));
        await TestContext.Out
            .WriteLineAsync(
                $"{people.Count} imported in {watch.Elapsed.TotalSeconds:F1} s on {Provider}, "
                    + $"{read.TotalSeconds:F1} s of them reading");
        Assert.That(enrolled.Count(one => one == Enrolled.Added), Is.EqualTo(9_990));
        Assert.That(faults, Has.Count.EqualTo(10));
        Assert.That(faults[0], Does.StartWith("line 1000: \"reader1000 at example.org\" is not a valid email address"));
        Assert.That(seen, Has.Count.GreaterThanOrEqualTo(10).And.Ordered);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)),
            "seconds on a machine that has nothing else to do");
    }

    [Test]
    public async Task An_export_imports_to_the_same_subscribers()
    {
        const string first =
            "email,name,topics,queries,every,at,zone,max,weekday,format,language,thumbnails,empty,"
                + "consent,state,consented,left\n"
                + "ana@example.org,\"Ana, née Quill\",speech,\"\"\"chain of thought\"\";title:codec\",week,07:30,"
                + "Europe/Lisbon,5,friday,text,ar,yes,yes,form of 2026-03-02,confirmed,2026-03-02T00:00:00Z,\n"
                + "bo@example.org,'=cmd|' /C calc'!A0,,,match,06:00,UTC,10,monday,html,en,,,"
                + "letter,confirmed,2026-03-03T10:00:00Z,\n"
                + "cy@xn--bcher-kva.example,'t Hooft,,,fortnight,07:00,UTC,10,sunday,html,en,,,"
                + ",unsubscribed,,2026-04-05T06:07:08Z\n"
                + "di@example.org,,,,day,07:00,UTC,10,monday,html,en,,,,pending,,";
        using var test = new TestDatabase();
        var exported = await ThroughAsync(test, first);
        using var other = new TestDatabase();
        Assert.That(await ThroughAsync(other, exported), Is.EqualTo(exported));
        Assert.That(exported.ReplaceLineEndings("\n").TrimEnd(), Is.EqualTo(first.ReplaceLineEndings("\n")));
    }

    [Test]
    public async Task Whoever_left_stays_left_until_a_newer_consent_or_the_operator_says_otherwise()
    {
        using var test = new TestDatabase();
        var store = Store(test);
        await ImportAsync(store, "email,state,left\nana@example.org,unsubscribed,2026-03-02T10:00:00Z\n");
        Assert.That(await ImportAsync(store, "email,consent\nana@example.org,form\n"), Is.EqualTo(Enrolled.Left));
        Assert.That(await ImportAsync(store, "email,consent\nana@example.org,form of 2026-03-02\n"),
            Is.EqualTo(Enrolled.Left));
        Assert.That(await ImportAsync(store, "email,consent\nana@example.org,form of 2099-03-02\n"),
            Is.EqualTo(Enrolled.Left), "nobody agrees in the future");
        Assert.That((await store.FindAsync("ana@example.org"))!.State, Is.EqualTo(SubscriptionState.Unsubscribed));
        Assert.That(await ImportAsync(store, "email,consent\nana@example.org,form of 2026-03-03\n"),
            Is.EqualTo(Enrolled.Changed));
        Assert.That((await store.FindAsync("ana@example.org"))!.State, Is.EqualTo(SubscriptionState.Confirmed));
        Assert.That(await ImportAsync(store, "email,state,left\nana@example.org,unsubscribed,2026-03-02\n"),
            Is.EqualTo(Enrolled.Kept), "they came back after that");
        Assert.That(await ImportAsync(store, "email,state\nana@example.org,unsubscribed\n"),
            Is.EqualTo(Enrolled.Changed));
        Assert.That(await ImportAsync(store, "email,consent\nana@example.org,form\n", resubscribe: true),
            Is.EqualTo(Enrolled.Changed));
        Assert.That((await store.FindAsync("ana@example.org"))!.State, Is.EqualTo(SubscriptionState.Confirmed));
    }

    [TestCase("email,consent\nana@example.org,form\n", Enrolled.Changed)]
    [TestCase("email,consent,created_at\nana@example.org,form,2025-10-20\n", Enrolled.Changed)]
    [TestCase("email,consent\nana@example.org,form of 2025-10-20\n", Enrolled.Kept)]
    [TestCase("Timestamp,email,consent\n2025/10/20 9:12:11,ana@example.org,form\n", Enrolled.Kept)]
    public async Task Whoever_left_elsewhere_stays_only_by_a_consent_with_a_later_day(string csv, object end)
    {
        using var test = new TestDatabase();
        var store = Store(test);
        await ImportAsync(store, csv);
        Assert.That(await ImportAsync(store,
            "Email Address,UNSUB_TIME,UNSUB_REASON\nana@example.org,2025-10-05 10:00:00,NORMAL\n"), Is.EqualTo(end));
    }

    [TestCase("email,consent,created_at,state\nana@example.org,form,2025-11-15,active\n", Enrolled.Left)]
    [TestCase("email,consent\nana@example.org,\"form of 2020-01-01, exported 2025-11-20\"\n", Enrolled.Left)]
    [TestCase("email,consent,consented\nana@example.org,form,2025-11-15\n", Enrolled.Changed)]
    [TestCase("Timestamp,email,consent\n2025/11/15 9:12:11,ana@example.org,form\n", Enrolled.Changed)]
    public async Task Whoever_left_comes_back_by_the_day_of_a_consent_alone(string csv, object end)
    {
        using var test = new TestDatabase();
        var store = Store(test);
        await ImportAsync(store, "email,consent,state,left\nana@example.org,form,unsubscribed,2025-11-01\n");
        Assert.That(await ImportAsync(store, csv), Is.EqualTo(end));
    }

    [Test]
    public async Task A_dry_run_tells_what_would_become_of_each_row_and_stores_nothing()
    {
        using var test = new TestDatabase();
        var store = Store(test);
        using var text = new StringReader("email,consent\nana@example.org,form\n");
        var people = Csv.Read(text, confirmed: true).People;
        Assert.That(await store.EnrolAsync(people, keep: false), Is.EqualTo(new[] { Enrolled.Added }));
        Assert.That(await store.FindAsync("ana@example.org"), Is.Null);
    }

    [Test]
    public async Task A_zone_that_is_not_known_here_stops_neither_list_nor_export()
    {
        using var test = new TestDatabase();
        await ImportAsync(Store(test), "email,consent\nana@example.org,form\n");
        await test.Database.WriteAsync(transaction =>
            transaction.ExecuteAsync("UPDATE subscriptions SET zone = 'US/Pacific-New'"));
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        await SubscriberExport.WriteAsync(output, Store(test).ListAsync());
        Assert.That(output.ToString(), Does.Contain("US/Pacific-New"));
    }

    private static async Task<Enrolled> ImportAsync(SubscriberStore store, string csv, bool resubscribe = false)
    {
        var read = Csv.Read(Encoding.UTF8.GetBytes(csv), new ImportConsent(true, resubscribe));
        return (await store.EnrolAsync(read.People))[0];
    }

    private static async Task<string> ThroughAsync(TestDatabase test, string csv)
    {
        using var text = new StringReader(csv);
        var (_, people, faults) = Csv.Read(text, confirmed: true);
        Assert.That(faults, Is.Empty);
        await Store(test).EnrolAsync(people);
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        await SubscriberExport.WriteAsync(output, Store(test).ListAsync());
        return output.ToString();
    }

    private static SubscriberStore Store(TestDatabase test) =>
        new(test.Database, new AddressHash(new KeyRing(test.Database, TimeProvider.System)), TimeProvider.System);

    private sealed class Steps(List<int> seen) : IProgress<int>
    {
        public void Report(int value) => seen.Add(value);
    }
}
