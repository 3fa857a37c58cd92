using System.Diagnostics;
using System.Globalization;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Subscribers;

/// <summary>Subscribers as CSV, in and out.</summary>
internal sealed class SubscriberCsvTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly SubscriberCsv Csv =
        new(new TopicCatalogue([new TopicOptions { Slug = "speech", Name = "Speech", Query = "speech" }]));

    [Test]
    public async Task Ten_thousand_come_in_within_seconds_and_bad_rows_are_named_by_line()
    {
        using var test = new TestDatabase();
        var rows = Enumerable.Range(2, 10_000).Select(line => line % 1000 == 0
            ? $"reader{line} at example.org,,speech,,day,07:00,UTC,10,form"
            : string.Create(CultureInfo.InvariantCulture,
                $"reader{line}@example.org,Reader {line},speech,\"title:\"\"codec {line % 50}\"\"\",weekday,{line % 24:00}:00,Europe/Berlin,{1 + (line % 20)},form of 2026-03-02"));
        using var text =
            new StringReader(string.Join('\n', rows.Prepend("email,name,topics,queries,every,at,zone,max,consent")));
        var watch = Stopwatch.StartNew();
        var (people, faults) = Csv.Read(text, confirmed: true);
        var read = watch.Elapsed;
        var seen = new List<int>();
        var enrolled = await Store(test).EnrolAsync(people, new Steps(seen));
        await TestContext.Out
            .WriteLineAsync(
                $"{people.Count} imported in {watch.Elapsed.TotalSeconds:F1} s on {Provider}, {read.TotalSeconds:F1} s of them reading");
        Assert.That(enrolled.Count(one => one == Enrolled.Added), Is.EqualTo(9_990));
        Assert.That(faults, Has.Count.EqualTo(10));
        Assert.That(faults[0], Does.StartWith("line 1000: \"reader1000 at example.org\" is not a valid email address"));
        Assert.That(seen, Has.Count.GreaterThanOrEqualTo(10).And.Ordered);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)),
            "seconds on a machine that has nothing else to do");
    }

    [Test]
    public async Task What_is_exported_imports_to_the_same()
    {
        const string first =
            """"
            email,name,topics,queries,every,at,zone,max,weekday,format,language,thumbnails,empty,consent
            ana@example.org,"Ana, née Quill",speech,"""chain of thought"";title:codec",week,07:30,Europe/Lisbon,5,friday,text,ar,yes,yes,form of 2026-03-02
            bo@example.org,,,,match,06:00,UTC,10,monday,html,en,,,letter
            """";
        using var test = new TestDatabase();
        var exported = await ThroughAsync(test, first);
        using var other = new TestDatabase();
        Assert.That(await ThroughAsync(other, exported), Is.EqualTo(exported));
        Assert.That(exported.ReplaceLineEndings("\n").TrimEnd(), Is.EqualTo(first.ReplaceLineEndings("\n")));
    }

    private static async Task<string> ThroughAsync(TestDatabase test, string csv)
    {
        using var text = new StringReader(csv);
        var (people, faults) = Csv.Read(text, confirmed: true);
        Assert.That(faults, Is.Empty);
        await Store(test).EnrolAsync(people);
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        await SubscriberCsv.WriteAsync(output, Store(test).ListAsync(), CancellationToken.None);
        return output.ToString();
    }

    private static SubscriberStore Store(TestDatabase test) =>
        new(test.Database, new AddressHash(new KeyRing(test.Database, TimeProvider.System)), TimeProvider.System);

    private sealed class Steps(List<int> seen) : IProgress<int>
    {
        public void Report(int value) => seen.Add(value);
    }
}
