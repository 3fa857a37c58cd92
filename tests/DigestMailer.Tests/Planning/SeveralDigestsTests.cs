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
/// Plans for readers with several digests: one after the other, the most specific first, a paper once.
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
        for (var turn = 0; turn < 3; turn++)
        {
            await box.Planner.PlanAsync();
            await box.Planner.PlanAsync();
            await AcceptAsync(box);
        }

        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (3L, 1L), (2L, 2L) }),
            "and nothing is left for the best of the week");
        Assert.That(await box.OneAsync<int>("SELECT count(DISTINCT last_digest_id) FROM subscriptions"), Is.EqualTo(1));
    }

    [Test]
    public async Task Of_two_of_a_kind_the_one_with_fewer_topics_comes_first()
    {
        await using var box =
            await BoxAsync(("day", "All", null), ("day", "Two", "paper;one"), ("day", "One", "paper"));
        await box.PaperAsync(1, "Paper one");
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (3L, 1L) }));
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

    [Test]
    public async Task Nothing_further_is_planned_while_a_mail_of_the_reader_is_open()
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"));
        await box.PaperAsync(1, "Paper one");
        await box.PaperAsync(2, "Paper two");
        await box.Planner.PlanAsync();
        foreach (var state in new[] { "Ready", "Taken", "InDoubt" })
        {
            await box.RunAsync("UPDATE outbox SET state = @state", new { state });
            Assert.That(await box.Planner.PlanAsync(), Is.EqualTo(new PlanReport()), state);
        }

        Assert.That(await box.Planner.HoldsBackAsync(null, CancellationToken.None), Is.True);
        await AcceptAsync(box);
        Assert.That((await box.Planner.PlanAsync()).Digests, Is.EqualTo(1));
        await AcceptAsync(box);
        Assert.That(await box.Planner.HoldsBackAsync(null, CancellationToken.None), Is.False);
    }

    [Test]
    public async Task A_rejected_mail_gives_its_papers_back_to_all_digests_of_its_reader()
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"));
        await box.PaperAsync(1, "Paper one");
        await box.Planner.PlanAsync();
        await box.Get<Database>().WriteAsync(transaction => UnsentMail.EndAsync(transaction, MailState.Taken,
            MailEvent.Rejected, [1], box.Clock.GetUtcNow()));
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (1L, 1L) }));
    }

    [Test]
    public async Task A_mail_that_is_retried_takes_its_papers_from_all_digests_of_its_reader_again()
    {
        await using var box = await BoxAsync(("day", "All", null), ("match", "Alert", "one"));
        await box.PaperAsync(1, "Paper one");
        await box.PaperAsync(2, "Paper two");
        await box.Planner.PlanAsync();
        await box.Get<Database>().WriteAsync(transaction => UnsentMail.EndAsync(transaction, MailState.Taken,
            MailEvent.Rejected, [1], box.Clock.GetUtcNow()));
        Assert.That(await box.Get<OutboxDesk>().RetryAsync(1, CancellationToken.None), Is.Null);
        await AcceptAsync(box);
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.EqualTo(new[] { (2L, 1L), (1L, 2L) }));
    }

    [Test]
    public async Task Readers_who_want_the_same_share_digests_and_two_planners_plan_once()
    {
        await using var box = new OutboxFixture();
        for (var reader = 0; reader < 20; reader++)
        {
            await AddAsync(box, $"reader{reader}@example.org", ("day", null, null), ("match", "Alert", "one"));
        }

        await box.PaperAsync(1, "Paper one");
        await box.PaperAsync(2, "Paper two");
        for (var turn = 0; turn < 2; turn++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => box.Planner.PlanAsync())));
            await AcceptAsync(box);
        }

        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM outbox"), Is.EqualTo(40));
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM digests"), Is.EqualTo(2));
        Assert.That(await box.ReadAsync<(long, long)>(Paper), Is.Unique);
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

    private static Task AcceptAsync(OutboxFixture box) =>
        box.RunAsync("UPDATE outbox SET state = 'Accepted', done_at = slot WHERE state <> 'Rejected'");
}
