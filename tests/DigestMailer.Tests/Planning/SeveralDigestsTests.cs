using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Planning;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Several;
using DigestMailer.Tests.Delivery;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Planning;

/// <summary>
/// Plans for readers with several digests: the most specific first, a paper once.
/// </summary>
internal sealed class SeveralDigestsTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const string Paper = "SELECT o.subscriber_id, p.paper_id FROM outbox o JOIN digest_papers p "
        + "ON p.digest_id = o.digest_id WHERE o.state <> 'Rejected' ORDER BY o.id, p.rank";

    [Test]
    public async Task An_alert_comes_before_a_digest_and_a_digest_before_the_best_of_the_week()
    {
        await using var box = await BoxAsync(("week", "Best", null), ("day", "Daily", null), ("match", "Alert", "one"));
        await box.PaperAsync(1, "Paper one");
        await box.PaperAsync(2, "Paper two");
        Assert.That(await box.Planner.PlanAsync(),
            Is.EqualTo(new PlanReport { Due = 3, NothingNew = 1, Digests = 2 }));
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (3L, 1L), (2L, 2L) }),
            "and nothing is left for the best of the week");
    }

    [Test]
    public async Task Of_two_of_a_kind_the_one_with_fewer_topics_comes_first()
    {
        await using var box =
            await BoxAsync(("day", "All", null), ("day", "Two", "paper;one"), ("day", "One", "paper"));
        await box.PaperAsync(1, "Paper one");
        await box.PaperAsync(2, "Paper two");
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EquivalentTo(new[] { (3L, 1L), (3L, 2L) }));
    }

    [Test]
    public async Task One_that_has_nothing_new_leaves_its_turn_to_the_next_in_the_same_plan()
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "nowhere"));
        await box.PaperAsync(1, "Paper one");
        Assert.That(await box.Planner.PlanAsync(),
            Is.EqualTo(new PlanReport { Due = 2, NothingNew = 1, Digests = 1 }));
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (1L, 1L) }));
    }

    [TestCase("Ready")]
    [TestCase("Taken")]
    [TestCase("InDoubt")]
    public async Task An_alert_does_not_wait_for_an_open_digest_of_its_reader(string state)
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"));
        await box.PaperAsync(1, "Paper two");
        await box.Planner.PlanAsync();
        await box.RunAsync("UPDATE outbox SET state = @state", new { state });
        box.Clock.Advance(TimeSpan.FromHours(1));
        await box.PaperAsync(2, "Paper one");
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (1L, 1L), (2L, 2L) }));
    }

    [TestCase("Ready")]
    [TestCase("Taken")]
    [TestCase("InDoubt")]
    public async Task A_digest_does_not_wait_for_an_open_alert_and_leaves_out_its_papers(string state)
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"));
        await box.RunAsync("UPDATE subscriptions SET next_at = @later WHERE subscriber_id = 1",
            new { later = OutboxFixture.Slot.AddHours(2) });
        await box.PaperAsync(1, "Paper one");
        await box.Planner.PlanAsync();
        await box.RunAsync("UPDATE outbox SET state = @state", new { state });
        box.Clock.Advance(TimeSpan.FromHours(2));
        await box.PaperAsync(2, "Paper two");
        await box.PaperAsync(3, "Another one");
        await box.Planner.PlanAsync();
        var sent = await box.ReadAsync<(long, long)>(Paper);
        Assert.That(sent[0], Is.EqualTo((2L, 1L)));
        Assert.That(sent[1..], Is.EquivalentTo(new[] { (1L, 2L), (1L, 3L) }), "the alert itself waits");
    }

    [Test]
    public async Task Mails_of_one_reader_that_end_unsent_in_any_order_give_their_papers_back()
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"), ("match", "Two", "two"));
        await box.PaperAsync(1, "Paper one");
        await box.PaperAsync(2, "Paper two");
        await box.PaperAsync(3, "Paper three");
        await box.Planner.PlanAsync();
        var before = await box.ReadAsync<(long, long)>(Paper);
        Assert.That(before, Is.EquivalentTo(new[] { (2L, 1L), (3L, 2L), (1L, 3L) }));
        foreach (var mail in new long[] { 2, 1, 3 })
        {
            await RejectAsync(box, mail);
        }

        box.Clock.Advance(TimeSpan.FromDays(1));
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EquivalentTo(before), "each where it was");
    }

    [Test]
    public async Task A_paper_that_a_rejected_alert_gave_back_comes_in_a_digest_once_the_alert_has_ended()
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"));
        await box.PaperAsync(1, "Paper one");
        await box.Planner.PlanAsync();
        await RejectAsync(box, 1);
        await box.Get<Database>().WriteAsync(transaction =>
            box.Get<SubscriptionLife>().LeaveAsync(transaction, 2, new Consent("link")));
        box.Clock.Advance(TimeSpan.FromDays(1));
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (1L, 1L) }));
    }

    [Test]
    public async Task Papers_of_a_removed_digest_come_in_no_other()
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"));
        await box.PaperAsync(1, "Paper one");
        await box.PaperAsync(2, "Paper two");
        await box.RunAsync("UPDATE subscriptions SET next_at = @later WHERE subscriber_id = 1",
            new { later = OutboxFixture.Slot.AddHours(2) });
        await box.Planner.PlanAsync();
        await AcceptAsync(box);
        var digests = box.Get<ReaderDigests>();
        await digests.RemoveAsync((await digests.ListAsync(1))[1], new Consent("link"));
        box.Clock.Advance(TimeSpan.FromHours(2));
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (1L, 2L) }));
    }

    [Test]
    public async Task A_mail_is_not_retried_where_another_digest_has_its_papers_by_now()
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"));
        await box.RunAsync("UPDATE subscriptions SET next_at = @later WHERE subscriber_id = 1",
            new { later = OutboxFixture.Slot.AddHours(2) });
        await box.PaperAsync(1, "Paper one");
        await box.Planner.PlanAsync();
        await RejectAsync(box, 1);
        await box.RunAsync("UPDATE subscriptions SET paused_until = @later WHERE subscriber_id = 2",
            new { later = OutboxFixture.Slot.AddDays(2) });
        box.Clock.Advance(TimeSpan.FromHours(2));
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (1L, 1L) }));
        Assert.That(await box.Get<OutboxDesk>().RetryAsync(1, CancellationToken.None), Does.Contain("later digest"));
    }

    [Test]
    public async Task A_mail_that_is_retried_keeps_its_papers_from_the_other_digests_of_its_reader()
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"));
        await box.RunAsync("UPDATE subscriptions SET next_at = @later WHERE subscriber_id = 1",
            new { later = OutboxFixture.Slot.AddHours(2) });
        await box.PaperAsync(1, "Paper one");
        await box.PaperAsync(2, "Paper two");
        await box.Planner.PlanAsync();
        await RejectAsync(box, 1);
        Assert.That(await box.Get<OutboxDesk>().RetryAsync(1, CancellationToken.None), Is.Null);
        box.Clock.Advance(TimeSpan.FromHours(2));
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (2L, 1L), (1L, 2L) }));
    }

    [Test]
    public async Task A_zone_that_the_system_does_not_know_holds_no_other_digest_back()
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"), ("day", "Few", "paper"));
        await box.RunAsync("UPDATE subscriptions SET zone = 'Atlantis/Capital' WHERE subscriber_id = 2");
        await box.PaperAsync(1, "Paper one");
        await box.PaperAsync(2, "Something else");
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (3L, 1L), (1L, 2L) }));
    }

    [Test]
    public async Task Readers_whose_fortnight_began_long_ago_keep_what_their_alerts_held_since()
    {
        await using var box = new OutboxFixture();
        var began = OutboxFixture.Slot.AddDays(-70);
        box.Clock.Set(began - box.Clock.GetUtcNow());
        await AddAsync(box, Ana, ("fortnight", "Best", null), ("match", "Alert", "one"));
        // A Monday of the week in which the zone is known again.
        const string Away = "UPDATE subscriptions SET zone = 'Atlantis/Capital', weekday = 8 WHERE every = 'Fortnight'";
        await box.RunAsync(Away + "; UPDATE subscriptions SET next_at = @began", new { began });
        await box.PaperAsync(1, "Paper one");
        await PlanAsync(box, days: 5);
        await AddAsync(box, "bo@example.org", ("fortnight", "Best", null), ("match", "Alert", "one"));
        await box.RunAsync(Away);
        await PlanAsync(box, days: 64);
        await box.PaperAsync(2, "Another one");
        await box.PaperAsync(3, "Something else");
        await PlanAsync(box, days: 8);
        await box.RunAsync("UPDATE subscriptions SET zone = 'UTC' WHERE every = 'Fortnight'");
        await PlanAsync(box, days: 7);
        await PlanAsync(box, days: 7);
        var persons = (await box.ReadAsync<(long Digest, long Paper)>(Paper))
            .ConvertAll(sent => ((sent.Digest + 1) / 2, sent.Paper));
        Assert.That(persons, Is.Unique);
        Assert.That(persons, Has.Exactly(2).Matches<(long, long Paper)>(sent => sent.Paper == 3));
    }

    [Test]
    public async Task Readers_who_want_the_same_share_digests_and_two_planners_plan_once([Values] bool many)
    {
        await using var box = new OutboxFixture();
        box.Planner.MostInOneLane = many ? 10 : 100;
        for (var reader = 0; reader < 20; reader++)
        {
            await AddAsync(box, $"reader{reader}@example.org", ("day", null, null), ("match", "Alert", "one"));
        }

        await box.PaperAsync(1, "Paper one");
        await box.PaperAsync(2, "Paper two");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => box.Planner.PlanAsync())));

        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM outbox"), Is.EqualTo(40));
        var lanes = many && box.Get<Database>().Dialect == Dialect.Postgres ? 2 : 1;
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM digests"), Is.EqualTo(2 * lanes));
        Assert.That(await box.ReadAsync<(long, long)>(
            "SELECT (o.subscriber_id - 1) / 2, p.paper_id FROM outbox o JOIN digest_papers p "
                + "ON p.digest_id = o.digest_id"), Is.Unique.And.Count.EqualTo(40));
    }

    [Test]
    public async Task A_plan_for_one_reader_is_for_all_digests_of_that_reader()
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"));
        await AddAsync(box, "bo@example.org", ("day", null, null));
        await box.PaperAsync(1, "Paper one");
        Assert.That((await box.Planner.PlanAsync(only: 1)).Digests, Is.EqualTo(1));
        Assert.That(await box.OneAsync<long>("SELECT subscriber_id FROM outbox"), Is.EqualTo(2));
        Assert.That((await box.Get<OutboxClaims>().ClaimAsync("a worker", 10, 1, CancellationToken.None)).Items,
            Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Mail_of_a_further_digest_goes_to_the_address_of_its_reader_unless_that_is_suppressed()
    {
        await using var box = await BoxAsync(("day", null, null), ("match", "Alert", "one"));
        await box.PaperAsync(1, "Paper one");
        await box.Planner.PlanAsync();
        var claims = box.Get<OutboxClaims>();
        var claim = await claims.ClaimAsync("a worker", 10, null, CancellationToken.None);
        Assert.That(claim.Items.Select(item => (item.Email, item.Digest)), Is.EqualTo(new[] { (Ana, "Alert") }));
        await box.RunAsync("UPDATE outbox SET state = 'Ready', worker = NULL, lease_until = NULL");
        await box.Get<SuppressionStore>().AddAsync(Ana, SuppressionReason.Operator, null);
        Assert.That((await claims.ClaimAsync("a worker", 10, null, CancellationToken.None)).Suppressed, Is.EqualTo(1));
    }

    [Test]
    public async Task A_letter_about_one_digest_is_not_held_back_by_the_others()
    {
        await using var box = await BoxAsync(("day", null, null), ("match", "Alert", "one"));
        await box.Get<Database>().WriteAsync(async transaction =>
        {
            await box.Get<SubscriptionLife>().LeaveAsync(transaction, 2, new Consent("link"));
            return await box.Get<Letters>().AddAsync(transaction, 2, LetterKind.Goodbye);
        });
        var claim = await box.Get<OutboxClaims>().ClaimAsync("a worker", 10, null, CancellationToken.None);
        Assert.That(claim.Items.Select(item => (item.Kind, item.Email)), Is.EqualTo(new[] { (MailKind.Goodbye, Ana) }));
    }

    private const string Ana = "ana@example.org";

    /// <summary>A reader with digests 1, 2 and so on.</summary>
    private static async Task<OutboxFixture> BoxAsync(
        params (string Every, string? Name, string? Query)[] digests)
    {
        var box = new OutboxFixture();
        await AddAsync(box, Ana, digests);
        return box;
    }

    private static async Task AddAsync(OutboxFixture box, string email,
        params (string Every, string? Name, string? Query)[] digests)
    {
        foreach (var (every, name, query) in digests)
        {
            var (wishes, fault) = new WishesInput([], query?.Split(';') ?? []) { ["every"] = every }
                .Check(new TopicCatalogue([]));
            Assert.That(fault, Is.Null);
            await box.Get<SubscriberStore>()
                .EnrolAsync([new Enrolment(email, null, wishes!, true, "test", "test") { Digest = name }]);
        }
    }

    private static async Task PlanAsync(OutboxFixture box, int days)
    {
        await box.Planner.PlanAsync();
        await AcceptAsync(box);
        box.Clock.Advance(TimeSpan.FromDays(days));
    }

    private static Task<int> RejectAsync(OutboxFixture box, long mail) =>
        box.Get<Database>().WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync("UPDATE outbox SET state = 'Taken' WHERE id = @mail", new { mail });
            return await UnsentMail.EndAsync(transaction, MailState.Taken, MailEvent.Rejected, [mail],
                box.Clock.GetUtcNow());
        });

    private static Task AcceptAsync(OutboxFixture box) =>
        box.RunAsync("UPDATE outbox SET state = 'Accepted', done_at = slot WHERE state <> 'Rejected'");
}
