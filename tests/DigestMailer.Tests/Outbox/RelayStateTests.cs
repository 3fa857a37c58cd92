using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;

namespace DigestMailer.Tests.Outbox;

/// <summary>What the processes tell each other about relays, and how much a new one may take.</summary>
internal sealed class RelayStateTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task The_longest_rest_of_each_relay_counts_until_its_process_says_otherwise()
    {
        await using var box = new OutboxFixture();
        var rests = box.Get<RelayRests>();
        await rests.KeepAsync("one", [Rest("a:25", 10, "busy"), Rest("b:25", 5, "closed")], default);
        await rests.KeepAsync("two", [Rest("a:25", 20, "full")], default);
        Assert.That(await ShownAsync(), Is.EquivalentTo(new[] { "a:25 full", "b:25 closed" }));
        await rests.KeepAsync("two", [], default);
        Assert.That(await ShownAsync(), Is.EquivalentTo(new[] { "a:25 busy", "b:25 closed" }));
        box.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.That(await ShownAsync(), Is.EqualTo(new[] { "a:25 busy" }));

        async Task<IEnumerable<string>> ShownAsync() =>
            (await rests.NowAsync(default)).Select(rest => $"{rest.Key} {rest.Value.Why}");
    }

    [TestCase(-1, 200)]
    [TestCase(0, 200)]
    [TestCase(2, 450)]
    [TestCase(10_000, 1_000_000_000_000_000)]
    public void A_new_relay_takes_half_as_much_again_each_day(int day, long mails)
    {
        var warmUp = new WarmUpOptions { Since = new DateOnly(2026, 3, 2) };
        Assert.That(warmUp.Allowed(warmUp.Since.AddDays(day)), Is.EqualTo(mails));
    }

    private static RelayRest Rest(string relay, int minutes, string why) =>
        new() { Relay = relay, Until = OutboxFixture.Slot.AddMinutes(minutes), Why = why };
}
