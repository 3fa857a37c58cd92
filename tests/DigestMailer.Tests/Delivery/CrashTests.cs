using DigestMailer.Storage;
using static DigestMailer.Tests.Delivery.CrashWorld;

namespace DigestMailer.Tests.Delivery;

/// <summary>
/// The real program, struck while it sends: nobody is lost, and no more is repeated than was under way.
/// </summary>
[Category("Slow")]
internal sealed class CrashTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const int Seed = 20260302;
    private static readonly int Strikes = Scale.Full ? 50 : 4;

    // So far apart, each strike finds the program at work.
    private static readonly int Apart = Words / (Strikes + 1);

    [Test]
    public async Task Killed_at_random_moments_it_loses_nobody_and_repeats_at_most_one_mail_a_connection()
    {
        await using var sender = await SenderAsync();
        await StrikeAsync(sender, "KILL", strike => 2 * strike);
        await HoldsAsync(sender, Strikes * LiveSender.Connections);
    }

    [Test]
    public async Task Stopped_by_SIGTERM_it_loses_nobody_and_repeats_nothing()
    {
        await using var sender = await SenderAsync();
        await StrikeAsync(sender, "TERM", strike => strike);
        await HoldsAsync(sender, 0);
    }

    [Test]
    public async Task A_clock_that_jumps_an_hour_between_kills_changes_nothing()
    {
        await using var sender = await SenderAsync();
        await StrikeAsync(sender, "KILL",
            strike => strike == Strikes ? 95 : strike % 2 == 0 ? 90 - strike : 30 + strike);
        await HoldsAsync(sender, Strikes * LiveSender.Connections);
    }

    [Test]
    public async Task A_relay_that_is_down_for_a_while_costs_time_only()
    {
        var (down, repaired) = (false, false);
        await using var sender = await SenderAsync(alive => !repaired && (down |= alive.Words == Words / 5));
        var (code, said) = await sender.SendAsync(OutboxFixture.Slot);
        Assert.That(code, Is.EqualTo(1), said);
        Assert.That(said, Does.Contain("Nothing is lost"));
        Assert.That(await sender.Box.StatesAsync(), Has.None.EqualTo("Taken"));
        repaired = true;
        (code, said) = await sender.SendAsync(OutboxFixture.Slot.AddMinutes(10));
        Assert.That(code, Is.Zero, said);
        await HoldsAsync(sender, LiveSender.Connections);
    }

    /// <summary>Runs again and again, each time until it is struck, and at last until it ends by itself.</summary>
    /// <param name="minutes">After the slot, when the run of a number begins.</param>
    private static async Task StrikeAsync(LiveSender sender, string signal, Func<int, int> minutes)
    {
        var random = new Random(Seed);
        for (var strike = 0; strike < Strikes; strike++)
        {
            var word = random.Next(1, Apart);
            var (code, said) = await sender.SendAsync(OutboxFixture.Slot.AddMinutes(minutes(strike)), (signal, word));
            Assert.That(sender.Words, Is.GreaterThanOrEqualTo(word), $"run {strike} was not struck: {code} {said}");
            var taken = (await sender.Box.StatesAsync()).Count(state => state == "Taken");
            TestContext.Out
                .WriteLine(
                    $"{signal} at word {word}: exit code {code}, {sender.Recipients.Count} mails with the relay, "
                        + $"{taken} rows taken");
            Assert.That(taken, signal == "KILL" ? Is.GreaterThan(0) : Is.Zero, said);
        }

        var (last, words) = await sender.SendAsync(OutboxFixture.Slot.AddMinutes(minutes(Strikes)));
        Assert.That(last, Is.Zero, words);
    }
}
