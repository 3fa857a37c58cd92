using System.Diagnostics;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>Relays that never end what they say, or never say it: each is left within its budget, nothing is lost.
/// </summary>
internal sealed class HostileRelayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [TestCaseSource(typeof(HostileRelay), nameof(HostileRelay.All))]
    public async Task A_relay_is_left_that_answers(string how)
    {
        await using var relay = new HostileRelay(how).Start();
        await using var box = new OutboxFixture(relay.Port,
            ("Relays:0:MaxConnections", "1"), ("Relays:0:Timeout", Patience.ToString()));
        await box.ReadyAsync(1);
        var before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        await box.Dispatcher.DeliverAsync();
        TestContext.Out.WriteLine(
            $"{how}: {watch.Elapsed.TotalSeconds:F1} s, "
                + $"{(GC.GetTotalAllocatedBytes() - before) / 1048576} MB allocated");
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Ready" }));
    }

    [Test]
    public async Task A_reply_without_end_is_cut_off_and_the_next_relay_takes_the_mail()
    {
        await using var relay = new HostileRelay("mail-endless").Start();
        await using var good = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port,
            ("Relays:0:MaxConnections", "1"), ("Relays:1:Host", "127.0.0.1"), ("Relays:1:Port", $"{good.Port}"),
            ("Relays:1:Security", "None"), ("Relays:1:MaxConnections", "1"));
        await box.ReadyAsync(3);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(3));
    }
}
