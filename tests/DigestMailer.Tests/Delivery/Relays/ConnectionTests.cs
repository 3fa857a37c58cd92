using DigestMailer.Delivery;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>How long a connection is kept, and what ends it.</summary>
internal sealed class ConnectionTests
{
    [Test]
    public async Task A_connection_is_replaced_after_its_number_of_messages()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box =
            new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"),
                ("Relays:0:MaxMessagesPerConnection", "10"));
        await box.ReadyAsync(25);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(25));
        Assert.That(relay.Connections, Is.EqualTo(3));
    }

    [Test]
    public async Task A_refused_reader_costs_the_others_nothing()
    {
        await using var relay =
            new ScriptedSmtpServer(
                (verb, line) =>
                    verb == "RCPT" && line.Contains("reader2@", StringComparison.Ordinal) ? "550 5.1.1 no" : null)
                    .Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(4);
        await box.Dispatcher.DeliverAsync();
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Accepted", "Rejected", "Accepted", "Accepted" }));
        Assert.That(relay.Connections, Is.EqualTo(1));
    }

    [Test]
    public async Task A_slow_answer_holds_up_its_own_connection_only()
    {
        var (slow, others) = (1, 0);
        using var rest = new ManualResetEventSlim();
        await using var relay = new ScriptedSmtpServer((verb, _) =>
        {
            if (verb == "RCPT" && Interlocked.Decrement(ref slow) == 0)
            {
                Assert.That(rest.Wait(TimeSpan.FromMinutes(1)), Is.True, "the others wait for it");
            }
            else if (verb == "DOT" && Interlocked.Increment(ref others) == 19)
            {
                rest.Set();
            }

            return null;
        }).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "2"));
        await box.ReadyAsync(20);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(20));
        Assert.That(relay.Connections, Is.EqualTo(2));
    }

    [Test]
    public async Task A_connection_lost_before_the_data_is_not_in_doubt()
    {
        var lost = true;
        await using var relay =
            new ScriptedSmtpServer(
                (verb, _) => verb == "MAIL" && Interlocked.Exchange(ref lost, false) ? ScriptedSmtpServer.Drop : null)
                .Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"), ("HoldInDoubt", "true"));
        await box.ReadyAsync(1);
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That((report.InDoubt, report.Deferred), Is.EqualTo((0, 1)));
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Ready" }));
    }

    [Test]
    public async Task A_421_in_answer_to_the_mail_is_deferred_and_the_rest_goes_out()
    {
        var busy = true;
        await using var relay =
            new ScriptedSmtpServer(
                (verb, _) => verb == "DOT" && Interlocked.Exchange(ref busy, false) ? "421 4.3.2 later" : null).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(3);
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That((report.Accepted, report.Deferred), Is.EqualTo((2, 1)));
    }
}
