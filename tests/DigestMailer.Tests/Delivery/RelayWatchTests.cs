using DigestMailer.Storage;
using DigestMailer.Tests.Delivery.Relays;
using DigestMailer.Tests.Service.Running;
using DigestMailer.Today;

namespace DigestMailer.Tests.Delivery;

/// <summary>The operator sees which relays rest, until when and why, whichever process lets them.</summary>
internal sealed class RelayWatchTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task A_relay_that_cannot_be_reached_rests_and_the_board_says_until_when_and_why()
    {
        await using var box = new OutboxFixture(LiveRun.FreePort());
        await box.ReadyAsync(3);
        await box.Dispatcher.DeliverAsync();
        var relay = (await box.Get<RelayBoard>().ReadAsync()).Single();
        Assert.That(relay.RestsUntil, Is.EqualTo(OutboxFixture.Slot.AddSeconds(30)));
        Assert.That(relay.RestsBecause, Does.Contain("127.0.0.1").And.Not.Contain("@"));
        box.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That((await box.Get<RelayBoard>().ReadAsync()).Single().RestsUntil, Is.Null);
    }

    [Test]
    public async Task A_relay_that_works_again_is_in_use_again()
    {
        var broken = true;
        await using var server = new ScriptedSmtpServer((verb, _) =>
            broken && verb == "GREETING" ? ScriptedSmtpServer.Drop : null).Start();
        await using var box = new OutboxFixture(server.Port);
        await box.ReadyAsync(3);
        await box.Dispatcher.DeliverAsync();
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM relay_rests"), Is.EqualTo(1));
        broken = false;
        box.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(3));
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM relay_rests"), Is.Zero);
    }
}
