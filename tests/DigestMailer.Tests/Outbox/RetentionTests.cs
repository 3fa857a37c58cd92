using DigestMailer.Digests.Choosing;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Outbox;

/// <summary>Six weeks of daily digests, tidied up on the way.</summary>
internal sealed class RetentionTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const int Days = 42;
    private const int LastDayOfTheAbsent = 5;

    private readonly List<(long Reader, long Paper)> sent = [];

    [SetUp]
    public void Begin() => sent.Clear();

    [Test]
    public async Task Old_mail_becomes_counts_that_say_the_same()
    {
        await using var box = await ServedAsync(Days);
        var before = await box.Get<OutboxDesk>().CountAsync(default);
        var mails = await box.OneAsync<long>("SELECT count(*) FROM outbox");
        await box.RunAsync(
            "INSERT INTO attempts(outbox_id, at, outcome, text) SELECT id, done_at, 'Deferred', '450 later' FROM "
                + "outbox");
        var tidied = await box.Get<Retention>().TidyAsync();
        Assert.That(tidied.Mails, Is.GreaterThan(20));
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM outbox"), Is.EqualTo(mails - tidied.Mails));
        Assert.That(await box.OneAsync<long>("SELECT CAST(sum(mails) AS BIGINT) FROM mail_days"),
            Is.EqualTo(tidied.Mails));
        Assert.That(await box.Get<OutboxDesk>().CountAsync(default), Is.EqualTo(before));
        Assert.That(await box.OneAsync<long>("SELECT min(done_at) FROM outbox"),
            Is.GreaterThanOrEqualTo(box.Clock.GetUtcNow().AddDays(-30).ToUnixTimeMilliseconds()));
        Assert.That(await box.OneAsync<long>("SELECT min(at) FROM attempts"),
            Is.GreaterThanOrEqualTo(box.Clock.GetUtcNow().AddDays(-7).ToUnixTimeMilliseconds()));
        Assert.That(tidied.Digests, Is.GreaterThan(5));
        Assert.That(await box.Get<Retention>().TidyAsync(), Is.EqualTo(new Tidied(0, 0, 0)), "once more finds nothing");
    }

    [Test]
    public async Task A_paper_comes_once_also_to_one_who_was_not_served_for_long()
    {
        await using var box = await ServedAsync(Days);
        Assert.That((await box.Get<Retention>().TidyAsync()).Digests, Is.GreaterThan(5));
        await box.RunAsync(
            "UPDATE subscriptions SET next_at = (SELECT min(next_at) FROM subscriptions WHERE subscriber_id = 1) "
                + "WHERE subscriber_id = 3");
        for (var day = Days; day < Days + 4; day++)
        {
            await DayAsync(box, day);
        }

        Assert.That(sent.Count(one => one.Reader == 3), Is.GreaterThan(LastDayOfTheAbsent + 1),
            "the absent one is served again");
        Assert.That(sent, Is.Unique);
    }

    [Test]
    public async Task A_mail_that_ends_unsent_later_gives_its_papers_back_and_none_before_them()
    {
        await using var box = await ServedAsync(Days);
        await box.PaperAsync(1000, "A last paper");
        await box.Planner.PlanAsync();
        await box.Get<Retention>().TidyAsync();
        var open = await box.ReadAsync<long>("SELECT id FROM outbox WHERE state = 'Ready'");
        Assert.That(open, Is.Not.Empty);
        await box.Get<Database>()
            .WriteAsync(transaction => UnsentMail.EndAsync(transaction, MailState.Taken, MailEvent.Expired, open,
                box.Clock.GetUtcNow()));
        box.Clock.Advance(TimeSpan.FromDays(1));
        await DayAsync(box, Days + 1);
        Assert.That(sent, Does.Contain((1L, 1000L)));
        Assert.That(sent, Is.Unique);
    }

    [Test]
    public async Task Mail_in_doubt_stays()
    {
        await using var box = await ServedAsync(2);
        await box.RunAsync(
            "INSERT INTO attempts(outbox_id, at, outcome, text) SELECT id, done_at, 'InDoubt', 'the connection broke' "
                + "FROM outbox");
        await box.RunAsync("UPDATE outbox SET state = 'InDoubt' WHERE id = (SELECT min(id) FROM outbox)");
        box.Clock.Advance(TimeSpan.FromDays(40));
        var tidied = await box.Get<Retention>().TidyAsync();
        Assert.That(tidied.Mails, Is.GreaterThan(1));
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "InDoubt" }));
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM attempts"), Is.EqualTo(1));
    }

    [TestCase(10, 3, 15)]
    [TestCase(30, 3, 30)]
    [TestCase(10, 40, 40)]
    public async Task Digests_stay_as_long_as_mail_a_choice_or_the_longest_rhythm_needs_them(int mail, int window,
        int days)
    {
        await using var box = new OutboxFixture();
        await box.SubscribersAsync(1);
        await box.Made.DigestAsync(1, OutboxFixture.Slot.AddDays(-days).AddHours(-1), []);
        await box.Made.DigestAsync(2, OutboxFixture.Slot.AddDays(-days).AddHours(1), []);
        await TidyAsync(box, mail, window);
        Assert.That(await DigestsAsync(box), Is.EqualTo(new long[] { 2 }));
    }

    [Test]
    public async Task Digests_stay_as_far_back_as_the_window_of_one_that_may_still_end_unsent()
    {
        await using var box = new OutboxFixture();
        await box.SubscribersAsync(1);
        foreach (var (id, days) in new[] { (1, 51), (2, 49), (3, 1) })
        {
            await box.Made.DigestAsync(id, OutboxFixture.Slot.AddDays(-days), []);
        }

        await box.RunAsync("UPDATE digests SET window_from = @from WHERE id = 3",
            new { from = OutboxFixture.Slot.AddDays(-50) });
        await TidyAsync(box, 30, 3);
        Assert.That(await DigestsAsync(box), Is.EqualTo(new long[] { 2, 3 }));
    }

    [Test]
    public async Task Tidying_tells_how_far_it_is()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(3);
        await box.RunAsync("UPDATE outbox SET state = 'Accepted', done_at = slot");
        box.Clock.Advance(TimeSpan.FromDays(31));
        var told = new Told();
        await box.Get<Retention>().TidyAsync(told);
        Assert.That(told.Rows, Does.Contain(3));
    }

    private static Task<Tidied> TidyAsync(OutboxFixture box, int mail, int window) => new Retention(box.Get<Database>(),
        Options.Create(new DeliveryOptions { KeepMail = TimeSpan.FromDays(mail) }),
        Options.Create(new DigestOptions { Window = TimeSpan.FromDays(window) }), box.Clock).TidyAsync();

    private static Task<List<long>> DigestsAsync(OutboxFixture box) =>
        box.ReadAsync<long>("SELECT id FROM digests ORDER BY id");

    private sealed class Told : IProgress<int>
    {
        public List<int> Rows { get; } = [];

        public void Report(int value) => Rows.Add(value);
    }

    /// <summary>Three daily readers, each day a paper; the third is not served after the first days.</summary>
    private async Task<OutboxFixture> ServedAsync(int days)
    {
        var box = new OutboxFixture();
        await box.SubscribersAsync(3);
        for (var day = 0; day < days; day++)
        {
            await DayAsync(box, day);
            if (day == LastDayOfTheAbsent)
            {
                await box.RunAsync("UPDATE subscriptions SET next_at = 4102444800000 WHERE subscriber_id = 3");
            }
        }

        return box;
    }

    private async Task DayAsync(OutboxFixture box, int day)
    {
        await box.PaperAsync(day + 1, $"Paper number {day}");
        await box.Planner.PlanAsync();
        await box.Dispatcher.DeliverAsync();
        var now = box.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        sent.AddRange(
            (await box.ReadAsync<Sent>(
                "SELECT o.subscriber_id AS reader, d.paper_id AS paper FROM outbox o JOIN digest_papers d ON "
                    + $"d.digest_id = o.digest_id WHERE o.state = 'Accepted' AND o.done_at = {now}"))
            .Select(one => (one.Reader, one.Paper)));
        box.Clock.Advance(TimeSpan.FromDays(1));
    }

    private sealed record Sent
    {
        public long Reader { get; init; }

        public long Paper { get; init; }
    }
}
