using System.Diagnostics;
using Dapper;
using DigestMailer.Events;
using DigestMailer.Outbox;
using DigestMailer.Papers.Gathering;
using DigestMailer.Papers.Sources;
using DigestMailer.Papers.Summaries;
using DigestMailer.Service;
using DigestMailer.Storage;
using DigestMailer.Subscribers.Libraries;
using DigestMailer.Tests.Delivery;
using DigestMailer.Today;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Today;

/// <summary>The figures of the day, counted as mail comes and goes.</summary>
internal sealed class MailFiguresTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly DateTimeOffset Slot = OutboxFixture.Slot;

    private OutboxFixture box = null!;

    [SetUp]
    public void Make() => box = new();

    [TearDown]
    public async Task RemoveAsync()
    {
        SqlMapper.Settings.CommandTimeout = null;
        await box.DisposeAsync();
    }

    [Test]
    public async Task Uncounted_and_counted_mail_give_the_same_figures()
    {
        await MailAsync(10, accepted: 6, rejected: 1);
        await AssertAsync(new MailCounts(10, 6, 1, 0));
        await Figures.CountAsync();
        await AssertAsync(new MailCounts(10, 6, 1, 0));
        box.Clock.Advance(TimeSpan.FromMinutes(5));
        await Figures.CountAsync();
        await Figures.CountAsync();
        await AssertAsync(new MailCounts(10, 6, 1, 0));
        Assert.That(await box.OneAsync<long>("SELECT sum(mails) FROM mail_figures WHERE part = 'kind'"),
            Is.EqualTo(17));
    }

    [Test]
    public async Task Mail_that_ends_later_is_added()
    {
        await MailAsync(4, accepted: 1, rejected: 0);
        box.Clock.Advance(TimeSpan.FromMinutes(2));
        await Figures.CountAsync();
        await box.RunAsync("UPDATE outbox SET state = 'Expired', done_at = @now WHERE id IN (3, 4)",
            new { now = box.Clock.GetUtcNow() });
        await AssertAsync(new MailCounts(4, 1, 2, 0));
        box.Clock.Advance(TimeSpan.FromMinutes(2));
        await Figures.CountAsync();
        await AssertAsync(new MailCounts(4, 1, 2, 0));
    }

    [Test]
    public async Task Two_processes_count_no_mail_twice()
    {
        await MailAsync(50, accepted: 40, rejected: 0);
        box.Clock.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(Figures.CountAsync(), new MailFigures(box.Get<Database>(), box.Clock).CountAsync());
        box.Clock.Advance(TimeSpan.FromMinutes(2));
        await Figures.CountAsync();
        await AssertAsync(new MailCounts(50, 40, 0, 0));
    }

    [Test]
    public async Task Each_mail_is_given_to_one_counter_with_how_late_it_was()
    {
        await MailAsync(50, accepted: 40, rejected: 5);
        await box.RunAsync("UPDATE outbox SET done_at = done_at + 60000 WHERE id <= @late", new { late = 10 });
        box.Clock.Advance(TimeSpan.FromMinutes(2));
        var counted = (await Task.WhenAll(Figures.CountAsync(),
            new MailFigures(box.Get<Database>(), box.Clock).CountAsync())).SelectMany(each => each).ToList();
        Assert.That(counted.SelectMany(each => each.Figures).Where(figure => figure.Part == Figure.Domain)
            .Sum(figure => figure.Mails), Is.EqualTo(50 + 45));
        var lags = new List<SlotLag>();
        foreach (var stretch in counted)
        {
            lags.AddRange(await box.Get<SlotLags>().ReadAsync(stretch));
        }

        Assert.That(lags.Where(late => late.Seconds == 0).Sum(late => late.Mails), Is.EqualTo(30));
        Assert.That(lags.Where(late => late.Seconds == 60).Sum(late => late.Mails), Is.EqualTo(10));
        Assert.That(await Figures.CountAsync(), Has.All.Matches<CountedMails>(each => each!.Figures.Count == 0));
    }

    [Test]
    public async Task A_board_leaves_the_counting_to_a_service_that_counts()
    {
        await MailAsync(10_100, accepted: 10_050, rejected: 0);
        await box.Get<RoundLog>().EndedAsync(Round.Counting);
        await AssertAsync(new MailCounts(10_100, 10_050, 0, 0));
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM figure_marks"), Is.Zero);
        box.Clock.Advance(TimeSpan.FromMinutes(5));
        await AssertAsync(new MailCounts(10_100, 10_050, 0, 0));
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM figure_marks"), Is.EqualTo(1));
    }

    [Test]
    public async Task Mail_is_counted_by_topic_and_domain_and_the_oldest_due_is_named()
    {
        await MailAsync(3, accepted: 1, rejected: 0);
        await box.RunAsync(
            """
            UPDATE subscribers SET email = 'ana@example.net' WHERE id = 1;
            UPDATE outbox SET due_at = @due WHERE id = 3;
            """,
            new { due = Slot.AddMinutes(-20) });
        var today = await Board.ReadAsync();
        Assert.That(today.Domains, Is.EqualTo((NamedCounts[])[new("example.com", new(2, 0, 0, 0)),
            new("example.net", new(1, 1, 0, 0))]));
        Assert.That(today.Topics, Is.EqualTo((NamedCounts[])[new("(every paper)", new(3, 1, 0, 0))]));
        Assert.That((today.Open, today.OldestDue), Is.EqualTo((2L, (DateTimeOffset?)Slot.AddMinutes(-20))));
    }

    [Test]
    public async Task Yesterday_is_not_today()
    {
        await MailAsync(5, accepted: 5, rejected: 0);
        await Figures.CountAsync();
        box.Clock.Advance(TimeSpan.FromDays(1));
        await Figures.CountAsync();
        await AssertAsync(new MailCounts(0, 0, 0, 0));
    }

    [Test]
    [Category("Slow")]
    [CancelAfter(600_000)]
    public async Task It_takes_as_long_for_a_million_as_for_ten()
    {
        // A million rows are made in single statements.
        SqlMapper.Settings.CommandTimeout = 600;
        var readers = Scale.Full ? 1_000_000 : 30_000;
        await MailAsync(readers, accepted: readers * 9 / 10, rejected: readers / 100);
        await box.RunAsync(
            "UPDATE subscribers SET email = 'reader' || id || '@example' || (id % 5000) || '.org' WHERE id % 2 = 0");
        await box.RunAsync("ANALYZE;");
        box.Clock.Advance(TimeSpan.FromMinutes(2));
        var watch = Stopwatch.StartNew();
        await Figures.CountAsync();
        TestContext.Out.WriteLine($"counted in {watch.Elapsed}");
        var (report, most) = (await Whole.ReadAsync(), TimeSpan.FromMilliseconds(Scale.Full ? 300 : 3000));
        // A busy machine may take seconds from one of them, but not from three.
        for (var i = 0; i == 0 || (i < 3 && watch.Elapsed > most); i++)
        {
            watch.Restart();
            report = await Whole.ReadAsync();
            watch.Stop();
        }

        TestContext.Out.WriteLine($"{Provider}: {readers} readers, read in {watch.Elapsed.TotalMilliseconds} ms");
        Assert.That(report.Mail.Mails, Is.EqualTo(new MailCounts(readers, readers * 9 / 10, readers / 100, 0)));
        Assert.That(watch.Elapsed, Is.LessThan(most));
    }

    private MailFigures Figures => box.Get<MailFigures>();

    private MailBoard Board => box.Get<MailBoard>();

    private TodayBoard Whole => new(Board, box.Get<RelayBoard>(), box.Get<RoundLog>(), box.Get<GatheringLog>(),
        box.Get<SourceRegistry>(), box.Get<Brake>(), box.Get<EventStore>(), Options.Create(new ScheduleOptions()),
        Options.Create(new SummaryOptions()), Options.Create(new ZoteroOptions()), box.Clock);

    private async Task MailAsync(int readers, int accepted, int rejected)
    {
        await box.ReadyAsync(readers);
        await box.RunAsync(
            """
            UPDATE outbox SET done_at = @Slot + id / 100,
                state = CASE WHEN id <= @accepted THEN 'Accepted' ELSE 'Rejected' END
            WHERE id <= @ended
            """,
            new { Slot, accepted, ended = accepted + rejected });
    }

    private async Task AssertAsync(MailCounts expected) =>
        Assert.That((await Board.ReadAsync()).Mails, Is.EqualTo(expected));
}
