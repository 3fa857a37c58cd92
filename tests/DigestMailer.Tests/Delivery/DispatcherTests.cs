using DigestMailer.Delivery;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery.Relays;

namespace DigestMailer.Tests.Delivery;

/// <summary>What becomes of a row by what the relay answers.</summary>
internal sealed class DispatcherTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task Accepted_mails_end_accepted_and_are_with_the_relay_once_each()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(5);
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That(report, Is.EqualTo(new DeliveryReport { Accepted = 5 }));
        Assert.That(await box.StatesAsync(), Is.All.EqualTo("Accepted"));
        Assert.That(relay.Received.Select(mail => mail.To),
            Is.EquivalentTo(Enumerable.Range(1, 5).Select(i => $"reader{i}@example.com")));
        Assert.That(relay.Received.Select(mail => mail.From), Is.All.EqualTo("digest@example.org"));
    }

    [Test]
    public async Task Mail_planned_meanwhile_goes_out_at_once_and_the_run_ends_with_the_plan()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port);
        var (planning, third) = (new TaskCompletionSource(), new TaskCompletionSource());
        var delivering = box.Dispatcher.DeliverAsync(planning: planning.Task, progress: new AtMail(3, third.SetResult));
        await box.ReadyAsync(3);
        await third.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.That((relay.Received.Count, delivering.IsCompleted), Is.EqualTo((3, false)));
        planning.SetResult();
        Assert.That(await delivering, Is.EqualTo(new DeliveryReport { Accepted = 3 }));
    }

    [Test]
    public async Task A_digest_that_cannot_be_read_keeps_no_other_back()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(3);
        await box.RunAsync("DELETE FROM outbox");
        foreach (var reader in new long[] { 1, 2, 3 })
        {
            var because = reader == 2 ? "?" : """{"Topic":"","Words":[]}""";
            await box.Made.DigestAsync(2 + reader, OutboxFixture.Slot, [1], previous: 1, because);
            await box.Made.MailAsync(reader, 2 + reader);
        }

        Assert.That(await box.Dispatcher.DeliverAsync(), Is.EqualTo(new DeliveryReport { Accepted = 2, Deferred = 1 }));
        Assert.That(await box.OneAsync<long>("SELECT subscriber_id FROM outbox WHERE state <> 'Accepted'"),
            Is.EqualTo(2));
    }

    [Test]
    public async Task A_hundred_mails_share_the_connections()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "3"));
        await box.ReadyAsync(100);
        await box.Dispatcher.DeliverAsync();
        Assert.That(relay.Received.Select(mail => mail.To).Distinct().Count(), Is.EqualTo(100));
        Assert.That(relay.Connections, Is.LessThanOrEqualTo(3));
    }

    [Test]
    public async Task Delivering_twice_sends_once()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(3);
        await box.Dispatcher.DeliverAsync();
        Assert.That(await box.Dispatcher.DeliverAsync(), Is.EqualTo(new DeliveryReport()));
        Assert.That(relay.Received, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_450_is_deferred_and_sent_after_its_backoff()
    {
        var full = true;
        await using var relay =
            new ScriptedSmtpServer((verb, _) => verb == "RCPT" && full ? "450 4.2.2 mailbox full" : null).Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        Assert.That((await box.Dispatcher.DeliverAsync()).Deferred, Is.EqualTo(1));
        Assert.That(await box.OneAsync<DateTimeOffset>("SELECT due_at FROM outbox"),
            Is.GreaterThan(OutboxFixture.Slot.AddMinutes(3)));
        full = false;
        Assert.That(await box.Dispatcher.DeliverAsync(), Is.EqualTo(new DeliveryReport()), "before its time");
        box.Clock.Advance(TimeSpan.FromMinutes(7));
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(1));
    }

    [Test]
    public async Task A_bad_address_is_rejected_and_its_papers_have_their_chance_again()
    {
        await using var relay =
            new ScriptedSmtpServer((verb, _) => verb == "RCPT" ? "550 5.1.1 no such user" : null).Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        Assert.That((await box.Dispatcher.DeliverAsync()).Rejected, Is.EqualTo(1));
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Rejected" }));
        Assert.That(await box.OneAsync<string>("SELECT reply FROM outbox"), Does.StartWith("550"));
        Assert.That(await box.OneAsync<long>("SELECT last_digest_id FROM subscriptions"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_refusal_that_is_the_senders_fault_is_deferred()
    {
        await using var relay =
            new ScriptedSmtpServer((verb, _) => verb == "RCPT" ? "550 5.7.1 blocked" : null).Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        Assert.That((await box.Dispatcher.DeliverAsync()).Deferred, Is.EqualTo(1));
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Ready" }));
    }

    [Test]
    public async Task After_a_421_the_next_mail_uses_a_new_connection()
    {
        var busy = true;
        await using var relay =
            new ScriptedSmtpServer(
                (verb, _) => verb == "RCPT" && Interlocked.Exchange(ref busy, false) ? "421 4.3.2 going down" : null)
                .Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(2);
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That(report, Is.EqualTo(new DeliveryReport { Accepted = 1, Deferred = 1 }));
        Assert.That(relay.Connections, Is.EqualTo(2));
    }

    [TestCase(false, "Ready")]
    [TestCase(true, "InDoubt")]
    public async Task A_connection_lost_after_the_dot_is_in_doubt(bool hold, string state)
    {
        await using var relay =
            new ScriptedSmtpServer((verb, _) => verb == "DOT" ? ScriptedSmtpServer.Drop : null).Start();
        await using var box = new OutboxFixture(relay.Port, ("HoldInDoubt", hold.ToString()));
        await box.ReadyAsync(1);
        Assert.That((await box.Dispatcher.DeliverAsync()).InDoubt, Is.EqualTo(1));
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { state }));
    }

    [Test]
    public async Task A_mail_in_doubt_is_sent_again_under_the_same_message_id()
    {
        var lost = true;
        await using var relay =
            new ScriptedSmtpServer(
                (verb, _) => verb == "DOT" && Interlocked.Exchange(ref lost, false) ? ScriptedSmtpServer.Drop : null)
                .Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        await box.Dispatcher.DeliverAsync();
        box.Clock.Advance(TimeSpan.FromMinutes(7));
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(1));
        Assert.That(relay.Received.Select(mail => mail.MessageId).Distinct().Count(), Is.EqualTo(1));
        Assert.That(relay.Received.Select(mail => mail.Data).Distinct().Count(), Is.EqualTo(1),
            "the same digest, byte for byte");
    }

    [Test]
    public async Task An_urgent_mail_that_comes_during_a_run_overtakes_the_claim_in_hand()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "2"));
        await box.ReadyAsync(250);
        await box.RunAsync("UPDATE outbox SET state = 'Expired' WHERE subscriber_id = 250");
        var before = 0;
        var report = await box.Dispatcher.DeliverAsync(progress: new AtMail(1, () =>
        {
            box.RunAsync("UPDATE outbox SET state = 'Ready', priority = 0, kind = 'Welcome' WHERE subscriber_id = 250")
                .GetAwaiter().GetResult();
            before = relay.Received.Count;
        }));
        Assert.That(report.Accepted, Is.EqualTo(250));
        Assert.That(relay.Received.Select(mail => mail.To).ToList().IndexOf("reader250@example.com"),
            Is.InRange(1, before + 150), "within the next hundred and what was composed already");
    }

    private sealed class AtMail(int number, Action act) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value == number)
            {
                act();
            }
        }
    }
}
