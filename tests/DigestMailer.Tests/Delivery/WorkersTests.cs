using DigestMailer.Delivery;

namespace DigestMailer.Tests.Delivery;

/// <summary>Several workers on one outbox, and those that died.</summary>
internal sealed class WorkersTests
{
    [Test]
    public async Task What_a_dead_worker_had_taken_is_sent_after_its_lease()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        await box.RunAsync("UPDATE outbox SET state = 'Taken', worker = 'dead', attempts = 1, lease_until = @until", new { until = OutboxFixture.Slot + Outbox.Lease });
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
    public async Task An_outcome_that_cannot_be_kept_ends_the_run()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "2"));
        await box.ReadyAsync(50);
        await box.RunAsync("CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 'Accepted' BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        await Assert.ThatAsync(() => box.Dispatcher.DeliverAsync().WaitAsync(TimeSpan.FromSeconds(20)), Throws.Exception.With.Message.Contains("disk full"));
        Assert.That(relay.Received, Has.Count.LessThanOrEqualTo(2), "one a connection");
    }
}
