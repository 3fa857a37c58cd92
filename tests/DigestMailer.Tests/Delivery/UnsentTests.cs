using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DigestMailer.Delivery;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery.Relays;

namespace DigestMailer.Tests.Delivery;

/// <summary>What is never sent, and what is left for later.</summary>
internal sealed class UnsentTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task An_unreachable_relay_leaves_the_rows_as_they_were_and_says_so()
    {
        await using var box = new OutboxFixture(ClosedPort());
        await box.ReadyAsync(10);
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That(report with { Stopped = null }, Is.EqualTo(new DeliveryReport()));
        Assert.That(report.Stopped, Does.Contain("could not be reached"));
        await AssertUntouchedAsync(box);
    }

    [Test]
    public async Task A_relay_without_the_starttls_asked_for_gets_nothing()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:Security", "StartTls"));
        await box.ReadyAsync(2);
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That(report.Stopped, Does.Contain("offers no STARTTLS"));
        Assert.That(relay.Received, Is.Empty);
        await AssertUntouchedAsync(box);
    }

    [Test]
    public async Task A_relay_that_refuses_the_password_gets_nothing_by_any_mail()
    {
        await using var first =
            new ScriptedSmtpServer((verb, _) => verb == "AUTH" ? "535 5.7.8 no" : null, "AUTH PLAIN").Start();
        await using var second = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(
            first.Port, ("Relays:0:UserName", "me"), ("Relays:0:Password", "wrong"), ("Relays:0:MaxConnections", "1"),
            ("Relays:1:Host", "127.0.0.1"), ("Relays:1:Port", second.Port.ToString(CultureInfo.InvariantCulture)),
            ("Relays:1:Security", "None"), ("Relays:1:MaxConnections", "1"));
        await box.ReadyAsync(3);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(3));
        Assert.That(first.Received.Select(mail => mail.To), Is.Empty);
        Assert.That(second.Received, Has.Count.EqualTo(3));
    }

    [TestCase("UPDATE subscriptions SET state = 'Unsubscribed', next_at = NULL WHERE subscriber_id = 1")]
    [TestCase("INSERT INTO suppressions(address_hash, reason, at) VALUES ('hash1', 'Bounce', 0)")]
    public async Task Subscribers_who_left_after_the_planning_are_not_mailed(string leaving)
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(2);
        await box.RunAsync(leaving);
        Assert.That(await box.Dispatcher.DeliverAsync(),
            Is.EqualTo(new DeliveryReport { Accepted = 1, Suppressed = 1 }));
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Suppressed", "Accepted" }));
        Assert.That(relay.Received.Single().To, Is.EqualTo("reader2@example.com"));
    }

    [Test]
    public async Task A_row_that_expired_is_not_sent_and_its_papers_have_their_chance_again()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        box.Clock.Advance(TimeSpan.FromHours(20));
        Assert.That(await box.Dispatcher.DeliverAsync(), Is.EqualTo(new DeliveryReport { Expired = 1 }));
        Assert.That(relay.Connections, Is.Zero);
        Assert.That(await box.OneAsync<long>("SELECT last_digest_id FROM subscriptions"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_run_that_is_stopped_gives_its_rows_back()
    {
        using var stop = new CancellationTokenSource();
        await using var relay = new ScriptedSmtpServer((verb, _) => verb == "DATA" ? Cancelled(stop) : null).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(30);
        var report = await box.Dispatcher.DeliverAsync(cancel: stop.Token);
        Assert.That(report.Accepted, Is.EqualTo(1), "the mail in hand is finished");
        Assert.That(
            await box.OneAsync<int>(
                "SELECT count(*) FROM outbox WHERE state = 'Ready' AND attempts = 0 AND worker IS NULL"),
                Is.EqualTo(29));
        await box.Dispatcher.DeliverAsync();
        Assert.That(relay.Received.Select(mail => mail.To).Distinct().Count(), Is.EqualTo(30));
        Assert.That(relay.Received, Has.Count.EqualTo(30));
    }

    private static string? Cancelled(CancellationTokenSource stop)
    {
        stop.Cancel();
        return null;
    }

    private static async Task AssertUntouchedAsync(OutboxFixture box)
    {
        Assert.That(await box.StatesAsync(), Is.All.EqualTo("Ready"));
        Assert.That(await box.ReadAsync<int>("SELECT attempts FROM outbox"), Is.All.Zero);
    }

    private static int ClosedPort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
