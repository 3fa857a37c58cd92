using DigestMailer.Digests.Choosing;
using DigestMailer.Planning;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace DigestMailer.Tests.Planning;

/// <summary>Which subscribers get a row of the outbox, and with which papers.</summary>
internal sealed class PlannerTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task Planning_twice_plans_once()
    {
        await using var box = new OutboxFixture();
        await box.PaperAsync(1, "A paper");
        await box.SubscribersAsync(3);
        Assert.That(await box.Planner.PlanAsync(), Is.EqualTo(new PlanReport { Due = 3, Digests = 3 }));
        Assert.That(await box.Planner.PlanAsync(), Is.EqualTo(new PlanReport()));
        Assert.That(await box.StatesAsync(), Has.Count.EqualTo(3));
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM digests"), Is.EqualTo(1), "the cohort shares one");
    }

    [Test]
    public async Task Two_planners_at_once_plan_once()
    {
        await using var box = new OutboxFixture();
        await box.PaperAsync(1, "A paper");
        await box.SubscribersAsync(50);
        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => box.Planner.PlanAsync())));
        Assert.That(reports.Sum(report => report.Digests), Is.EqualTo(50));
        Assert.That(await box.StatesAsync(), Has.Count.EqualTo(50));
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM digests"), Is.EqualTo(1));
    }

    [Test]
    public async Task Readers_who_joined_on_different_days_share_a_digest_once_their_histories_are_the_same()
    {
        await using var box = new OutboxFixture();
        await box.SubscribersAsync(2);
        await box.RunAsync("UPDATE subscriptions SET state = 'Pending' WHERE subscriber_id = 2");
        var digests = new List<int>();
        for (var day = 1; day <= 24; day++)
        {
            await box.PaperAsync(day, $"Paper {day}");
            await box.RunAsync(
                "UPDATE subscriptions SET state = 'Confirmed', next_at = @Slot WHERE subscriber_id = 2 AND @day = 5",
                new { Slot = box.Clock.GetUtcNow(), day });
            await box.Planner.PlanAsync();
            digests.Add(await box.OneAsync<int>("SELECT count(DISTINCT digest_id) FROM outbox WHERE state = 'Ready'"));
            await box.RunAsync("UPDATE outbox SET state = 'Accepted'");
            box.Clock.Advance(TimeSpan.FromDays(1));
        }

        // Of days 1 to 4 the second got what the window of day 5 still reached; two weeks after, that is behind every
        // window.
        Assert.That((digests[3], digests[4], digests[^1]), Is.EqualTo((1, 2, 1)));
        Assert.That(await box.OneAsync<int>("SELECT count(DISTINCT last_digest_id) FROM subscriptions"), Is.EqualTo(1));
        var sent =
            await box.ReadAsync<(long, long)>(
                "SELECT o.subscriber_id, p.paper_id FROM outbox o JOIN digest_papers p ON p.digest_id = o.digest_id");
        Assert.That(sent, Is.Unique);
        Assert.That(sent.Count(row => row.Item1 == 1), Is.EqualTo(24));
    }

    [Test]
    public async Task Ten_thousand_readers_with_the_same_topics_cost_one_evaluation()
    {
        await using var box = new OutboxFixture();
        await box.PaperAsync(1, "A paper");
        await box.SubscribersAsync(10_000);
        await box.RunAsync("UPDATE subscriptions SET topic_set_id = 2");
        Assert.That((await box.Planner.PlanAsync()).Digests, Is.EqualTo(10_000));
        var play = await box.Get<PaperShelf>().SinceAsync(OutboxFixture.Slot.AddDays(-3));
        Assert.That((play.Index.Evaluations, await box.OneAsync<int>("SELECT count(*) FROM digests")),
            Is.EqualTo((1L, 1)));
    }

    [Test]
    public async Task A_cohort_that_is_kept_in_parts_and_stopped_between_them_is_finished_by_the_next_plan()
    {
        const int readers = 100_000;
        await using var box = new OutboxFixture();
        await box.PaperAsync(1, "A paper");
        await box.SubscribersAsync(readers);
        using var stop = new CancellationTokenSource();
        var planner =
            ActivatorUtilities.CreateInstance<Planner>(box.Get<IServiceProvider>(),
                new StoppedDatabase(box.Get<Database>(), stop));
        Assert.That(() => planner.PlanAsync(cancel: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM outbox"), Is.InRange(1, readers - 1));
        await box.Planner.PlanAsync();
        Assert.That(await box.OneAsync<int>("SELECT count(DISTINCT subscriber_id) FROM outbox"), Is.EqualTo(readers));
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM outbox"), Is.EqualTo(readers));
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM subscriptions WHERE last_digest_id IS NULL"),
            Is.Zero);
        Assert.That(
            await box.OneAsync<int>(
                "SELECT count(*) FROM digests d WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE digest_id = d.id)"),
                Is.Zero);
    }

    [Test]
    public async Task A_dry_run_counts_and_keeps_nothing()
    {
        await using var box = new OutboxFixture();
        await box.PaperAsync(1, "A paper");
        await box.SubscribersAsync(3);
        Assert.That((await box.Planner.PlanAsync(dryRun: true)).Digests, Is.EqualTo(3));
        Assert.That(await box.StatesAsync(), Is.Empty);
        Assert.That((await box.Planner.PlanAsync()).Digests, Is.EqualTo(3));
    }

    [TestCase("state = 'Pending'")]
    [TestCase("state = 'Unsubscribed'")]
    [TestCase("paused_until = 4102444800000")]
    public async Task Unconfirmed_and_paused_subscribers_get_no_row(string change)
    {
        await using var box = new OutboxFixture();
        await box.PaperAsync(1, "A paper");
        await box.SubscribersAsync(2);
        await box.RunAsync($"UPDATE subscriptions SET {change} WHERE subscriber_id = 1");
        Assert.That((await box.Planner.PlanAsync()).Digests, Is.EqualTo(1));
        Assert.That(await box.OneAsync<long>("SELECT subscriber_id FROM outbox"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_slot_older_than_twenty_hours_expires()
    {
        await using var box = new OutboxFixture();
        await box.PaperAsync(1, "A paper");
        await box.SubscribersAsync(1);
        box.Clock.Advance(TimeSpan.FromHours(21));
        Assert.That(await box.Planner.PlanAsync(), Is.EqualTo(new PlanReport { Due = 1, Expired = 1 }));
        Assert.That(await box.StatesAsync(), Is.Empty);
        box.Clock.Advance(TimeSpan.FromHours(3));
        Assert.That((await box.Planner.PlanAsync()).Digests, Is.EqualTo(1), "its papers come with the next");
    }

    [Test]
    public async Task Nothing_chosen_nothing_sent()
    {
        await using var box = new OutboxFixture();
        await box.SubscribersAsync(2);
        Assert.That(await box.Planner.PlanAsync(), Is.EqualTo(new PlanReport { Due = 2, NothingNew = 2 }));
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM digests"), Is.Zero);
    }

    [Test]
    public async Task A_paper_is_sent_once_ever_also_after_a_change_of_topics()
    {
        await using var box = new OutboxFixture();
        await box.SubscribersAsync(1);
        await box.PaperAsync(1, "A paper");
        await DayAsync(box);
        await box.PaperAsync(2, "Another paper");
        await DayAsync(box);
        await box.RunAsync("UPDATE subscriptions SET topic_set_id = 2, max_papers = 5");
        await DayAsync(box);
        await box.PaperAsync(3, "A third paper");
        await DayAsync(box);
        Assert.That(await box.ReadAsync<long>("SELECT paper_id FROM digest_papers ORDER BY digest_id, rank"),
            Is.EqualTo(new[] { 1, 2, 3 }));
    }

    [Test]
    public async Task A_rejected_or_expired_digest_gives_its_papers_to_the_next()
    {
        await using var box = new OutboxFixture();
        await box.SubscribersAsync(1);
        await box.PaperAsync(1, "A paper");
        await box.Planner.PlanAsync();
        box.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That((await box.Dispatcher.DeliverAsync()).Expired, Is.EqualTo(1));
        await DayAsync(box);
        Assert.That(await box.ReadAsync<long>("SELECT paper_id FROM digest_papers ORDER BY digest_id"),
            Is.EqualTo(new[] { 1, 1 }));
        Assert.That(Directory.GetFiles(box.Pickup), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task After_an_outage_a_reader_without_any_digest_yet_misses_nothing()
    {
        await using var box = new OutboxFixture();
        await box.SubscribersAsync(1);
        await box.Planner.PlanAsync();
        box.Clock.Advance(TimeSpan.FromHours(1));
        await box.PaperAsync(1, "A paper");
        box.Clock.Advance(TimeSpan.FromDays(5));
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<long>("SELECT paper_id FROM digest_papers"), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task Subscribers_who_ask_for_it_are_told_that_there_is_nothing_new()
    {
        await using var box = new OutboxFixture();
        await box.SubscribersAsync(2);
        await box.RunAsync("UPDATE subscriptions SET tell_if_empty = 1 WHERE subscriber_id = 1");
        Assert.That(await box.Planner.PlanAsync(), Is.EqualTo(new PlanReport { Due = 2, Digests = 1, NothingNew = 1 }));
        Assert.That(await box.OneAsync<long>("SELECT subscriber_id FROM outbox"), Is.EqualTo(1));
        await box.Dispatcher.DeliverAsync();
        Assert.That(Directory.GetFiles(box.Pickup), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_pause_skips_its_slots_and_the_papers_that_were_new_in_it()
    {
        await using var box = new OutboxFixture();
        await box.SubscribersAsync(1);
        await DayAsync(box);
        await box.RunAsync("UPDATE subscriptions SET every = 'Match', paused_until = @until",
            new { until = OutboxFixture.Slot.AddDays(10).AddHours(2) });
        await box.PaperAsync(1, "A paper of the pause");
        box.Clock.Advance(TimeSpan.FromDays(8));
        await box.PaperAsync(2, "A paper of its last day");
        box.Clock.Advance(TimeSpan.FromHours(26));
        Assert.That(await box.Planner.PlanAsync(), Is.EqualTo(new PlanReport { Due = 1, Digests = 1 }));
        Assert.That(await box.ReadAsync<long>("SELECT paper_id FROM digest_papers"), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task A_daily_slot_inside_a_pause_is_not_made_up_for()
    {
        await using var box = new OutboxFixture();
        await box.SubscribersAsync(1);
        await box.PaperAsync(1, "A paper");
        await box.RunAsync("UPDATE subscriptions SET paused_until = @until",
            new { until = OutboxFixture.Slot.AddHours(10) });
        box.Clock.Advance(TimeSpan.FromHours(11));
        Assert.That(await box.Planner.PlanAsync(), Is.EqualTo(new PlanReport()));
        Assert.That(await box.StatesAsync(), Is.Empty);
        box.Clock.Advance(TimeSpan.FromHours(13));
        Assert.That((await box.Planner.PlanAsync()).Digests, Is.EqualTo(1));
    }

    private static async Task DayAsync(OutboxFixture box)
    {
        await box.Planner.PlanAsync();
        await box.Dispatcher.DeliverAsync();
        box.Clock.Advance(TimeSpan.FromDays(1));
    }
}
