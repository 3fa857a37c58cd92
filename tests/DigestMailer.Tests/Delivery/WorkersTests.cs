using DigestMailer.Delivery;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery.Relays;

namespace DigestMailer.Tests.Delivery;

/// <summary>Several workers on one outbox, and those that died.</summary>
internal sealed class WorkersTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task Mail_taken_by_a_dead_worker_is_sent_after_its_lease()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        await box.RunAsync("UPDATE outbox SET state = 'Taken', worker = 'dead', attempts = 1, lease_until = @until",
            new { until = OutboxFixture.Slot + OutboxClaims.Lease });
        Assert.That(await box.Dispatcher.DeliverAsync(), Is.EqualTo(new DeliveryReport()));
        box.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(1));
    }

    [Test]
    public async Task Two_workers_send_each_mail_once()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(300);
        var reports = await Task.WhenAll(box.Dispatcher.DeliverAsync(), box.AnotherDispatcher().DeliverAsync());
        Assert.That(reports.Sum(report => report.Accepted), Is.EqualTo(300));
        Assert.That(relay.Received.Select(mail => mail.To).Distinct().Count(), Is.EqualTo(300));
        Assert.That(relay.Received, Has.Count.EqualTo(300));
    }

    [Test]
    public async Task While_an_outcome_cannot_be_kept_delivery_stands_still_and_repeats_nothing()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "2"));
        await box.ReadyAsync(50);
        await box.RunAsync(Full);
        var waits = box.Log.SaysAsync("delivery waits");
        var delivering = box.Dispatcher.DeliverAsync();
        await waits;
        Assert.That(relay.Received, Has.Count.InRange(1, 2), "one a connection");
        await box.RunAsync(Freed);
        await box.AdvanceUntilAsync(delivering, TimeSpan.FromSeconds(10));
        Assert.That((await delivering).Accepted, Is.EqualTo(50));
        Assert.That(relay.Received, Has.Count.EqualTo(50));
    }

    [Test]
    public async Task An_outcome_that_cannot_be_kept_for_long_ends_the_run()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "2"));
        await box.ReadyAsync(50);
        await box.RunAsync(Full);
        var delivering = box.Dispatcher.DeliverAsync();
        await box.AdvanceUntilAsync(delivering, TimeSpan.FromSeconds(10));
        await Assert.ThatAsync(() => delivering, Throws.Exception.With.Message.Contains("disk full"));
        Assert.That(relay.Received, Has.Count.LessThanOrEqualTo(2), "one a connection");
    }

    [Test]
    public async Task A_clock_that_is_set_forward_takes_nothing_from_the_living()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        var outbox = box.Get<OutboxClaims>();
        Assert.That((await outbox.ClaimAsync("living", 10, null, default)).Items, Has.Count.EqualTo(1));
        box.Clock.Set(TimeSpan.FromHours(1));
        Assert.That((await outbox.ClaimAsync("other", 10, null, default)).Items, Is.Empty);
        await outbox.RenewAsync("living", default);
        box.Clock.Advance(OutboxClaims.Lease / 2);
        Assert.That((await outbox.ClaimAsync("other", 10, null, default)).Items, Is.Empty, "renewed meanwhile");
        box.Clock.Advance(OutboxClaims.Lease);
        Assert.That((await outbox.ClaimAsync("other", 10, null, default)).Items, Has.Count.EqualTo(1),
            "not renewed any more");
    }

    [Test]
    public async Task A_claim_knows_whose_digest_nobody_else_in_it_gets()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(3);
        await box.RunAsync("DELETE FROM outbox WHERE subscriber_id = 2");
        await box.Made.MailAsync(2, digest: 1);
        var items = (await box.Get<OutboxClaims>().ClaimAsync("me", 10, null, default)).Items;
        Assert.That(items.Where(item => item.Alone).Select(item => item.SubscriberId), Is.EqualTo(new[] { 2L }));
        Assert.That(items, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_worker_never_takes_over_its_own()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(1);
        var outbox = box.Get<OutboxClaims>();
        await outbox.ClaimAsync("me", 10, null, default);
        box.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That((await outbox.ClaimAsync("me", 10, null, default)).Items, Is.Empty);
    }

    [Test]
    public async Task A_worker_that_lost_a_row_can_only_report_that_it_was_accepted()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(2);
        var outbox = box.Get<OutboxClaims>();
        var late = await outbox.ClaimAsync("late", 10, null, default);
        box.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That((await outbox.ClaimAsync("other", 10, null, default)).Items, Has.Count.EqualTo(2));
        var after = new AfterAttempt(false, box.Clock);
        await box.Get<OutboxOutcomes>().RecordAsync("late",
            [after.Of(late.Items[0], new Outcome(OutcomeKind.Accepted, "250 ok")),
                after.Of(late.Items[1], new Outcome(OutcomeKind.Rejected, "550 no"))], default);
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Accepted", "Taken" }));
    }

    private string Full => Provider == StorageProvider.Sqlite
        ? "CREATE TRIGGER full BEFORE UPDATE ON outbox "
            + "WHEN NEW.state = 'Accepted' BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        : "ALTER TABLE outbox ADD CONSTRAINT \"disk full\" CHECK (state <> 'Accepted')";

    private string Freed =>
        Provider == StorageProvider.Sqlite ? "DROP TRIGGER full" : "ALTER TABLE outbox DROP CONSTRAINT \"disk full\"";
}
