using DigestMailer.Delivery;
using DigestMailer.Digests.Mail;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;

namespace DigestMailer.Tests.Outbox;

/// <summary>Workers hold rows for a time, and mail that must not go ends at the moment of the claim.</summary>
internal sealed class OutboxClaimsTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task A_claim_is_taken_over_after_a_minute_unless_its_worker_renews_it()
    {
        await using var box = await ReadyAsync(1);
        var claims = box.Get<OutboxClaims>();
        Assert.That(await TakenAsync(claims, "one"), Is.EqualTo(1));
        box.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.That(await TakenAsync(claims, "two"), Is.Zero);
        await claims.RenewAsync("one", default);
        Assert.That(await claims.NextLeaseAsync("two", default), Is.EqualTo(box.Clock.GetUtcNow().AddSeconds(60)));
        Assert.That(await claims.NextLeaseAsync("one", default), Is.Null, "its own");
        box.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.That(await TakenAsync(claims, "two"), Is.Zero);
        box.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await TakenAsync(claims, "one"), Is.Zero, "a worker does not take over from itself");
        Assert.That(await TakenAsync(claims, "two"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_urgent_claim_takes_letters_and_leaves_digests()
    {
        await using var box = await ReadyAsync(2);
        var claims = box.Get<OutboxClaims>();
        Assert.That(await claims.HasUrgentAsync(default), Is.False);
        await box.Get<Database>().WriteAsync(transaction =>
            box.Get<Letters>().AddAsync(transaction, 1, LetterKind.Confirm));
        Assert.That(await claims.HasUrgentAsync(default), Is.True);
        Assert.That(await claims.CountDueAsync(null, default), Is.EqualTo(3));
        Assert.That(await claims.CountDueAsync(2, default), Is.EqualTo(1));
        var claim = await claims.ClaimAsync("one", 10, null, default, urgent: true);
        Assert.That(claim.Items.Select(item => item.Kind), Is.EqualTo(new[] { MailKind.Confirm }));
        Assert.That(await claims.HasUrgentAsync(default), Is.False, "it is taken");
        Assert.That(await TakenAsync(claims, "one"), Is.EqualTo(2));
    }

    [Test]
    public async Task An_unwanted_mail_that_expires_as_it_is_claimed_ends_once()
    {
        await using var box = await ReadyAsync(2);
        await box.RunAsync("UPDATE subscriptions SET state = 'Unsubscribed' WHERE subscriber_id = 1");
        box.Clock.Advance(TimeSpan.FromHours(20));
        var claim = await box.Get<OutboxClaims>().ClaimAsync("one", 10, null, default);
        Assert.That((claim.Items.Count, claim.Expired, claim.Suppressed), Is.EqualTo((0, 2, 0)));
        Assert.That(await box.StatesAsync(), Is.All.EqualTo("Expired"));
    }

    [Test]
    public async Task A_rejection_of_a_mail_that_another_worker_took_over_changes_nothing()
    {
        await using var box = await ReadyAsync(1);
        var claims = box.Get<OutboxClaims>();
        var item = (await claims.ClaimAsync("one", 10, null, default)).Items.Single();
        box.Clock.Advance(OutboxClaims.Lease);
        Assert.That(await TakenAsync(claims, "two"), Is.EqualTo(1));
        await box.Get<OutboxOutcomes>().RecordAsync("one", [new EndedAttempt(item,
            new Outcome(OutcomeKind.Rejected, "550 5.1.1 no such user"), MailEvent.Rejected, box.Clock.GetUtcNow())],
            default);
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Taken" }));
        Assert.That(await box.OneAsync<long>("SELECT last_digest_id FROM subscriptions"), Is.EqualTo(2));
    }

    [TestCase(5, true)]
    [TestCase(6, false)]
    [TestCase(-6, false)]
    public void A_clock_that_was_set_by_more_than_its_drift_is_unsteady_for_a_lease(int seconds, bool steady)
    {
        var time = new SettableClock(OutboxFixture.Slot);
        var clock = new SteadyClock(time, OutboxClaims.Lease);
        time.Set(TimeSpan.FromSeconds(seconds));
        Assert.That(clock.IsSteady(), Is.EqualTo(steady));
        time.Advance(OutboxClaims.Lease - TimeSpan.FromSeconds(1));
        Assert.That(clock.IsSteady(), Is.EqualTo(steady));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(clock.IsSteady(), Is.True);
    }

    private static async Task<OutboxFixture> ReadyAsync(int readers)
    {
        var box = new OutboxFixture();
        await box.ReadyAsync(readers);
        return box;
    }

    private static async Task<int> TakenAsync(OutboxClaims claims, string worker) =>
        (await claims.ClaimAsync(worker, 10, null, default)).Items.Count;
}
