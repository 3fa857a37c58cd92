using DigestMailer.Tests.Delivery.Relays;

namespace DigestMailer.Tests.Delivery;

/// <summary>
/// The real program, struck while it sends: nobody is lost, and no more is repeated than was under way.
/// </summary>
[Category("Slow")]
internal sealed class CrashTests
{
    private const int Seed = 20260302;
    private static readonly int Readers = Scale.Full ? 5000 : 300;
    private static readonly int Strikes = Scale.Full ? 50 : 4;

    // A mail is four words: MAIL, RCPT, DATA and the dot. So far apart, each strike finds the program at work.
    private static readonly int Apart = 4 * Readers / (Strikes + 1);

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
        await using var sender = await SenderAsync(alive => !repaired && (down |= alive.Words == Apart));
        var (code, said) = await sender.SendAsync(OutboxFixture.Slot);
        Assert.That(code, Is.EqualTo(1), said);
        Assert.That(said, Does.Contain("Nothing is lost"));
        Assert.That(await sender.Box.StatesAsync(), Has.None.EqualTo("Taken"));
        repaired = true;
        (code, said) = await sender.SendAsync(OutboxFixture.Slot.AddMinutes(10));
        Assert.That(code, Is.Zero, said);
        await HoldsAsync(sender, LiveSender.Connections);
    }

    [Test]
    public async Task A_disk_that_is_full_for_a_while_pauses_delivery_and_loses_nobody()
    {
        SmallDisk? disk = null;
        var complaints = 0;
        await using var sender = await SenderAsync(alive =>
        {
            if (alive.Words == Apart)
            {
                disk!.Fill();
            }

            return false;
        });
        using var small = disk = new SmallDisk(Path.GetDirectoryName(sender.Box.DatabaseFile)!, 24);
        sender.OnSaid = line =>
        {
            // The second time, so that it has tried again while the disk was full.
            if (line.Contains("Outcomes cannot be kept", StringComparison.Ordinal) && ++complaints == 2)
            {
                TestContext.Out.WriteLine($"full: {sender.Recipients.Count} mails with the relay; {line.Trim()}");
                small.Free();
            }
        };
        var (code, said) = await sender.SendAsync(OutboxFixture.Slot);
        Assert.That(complaints, Is.GreaterThanOrEqualTo(2), said);
        Assert.That(code, Is.Zero, said);
        await HoldsAsync(sender, LiveSender.Connections);
    }

    [Test]
    public async Task A_disk_that_is_full_at_the_start_ends_the_run_with_one_line_and_the_next_goes_on()
    {
        await using var sender = await SenderAsync();
        using var small = new SmallDisk(Path.GetDirectoryName(sender.Box.DatabaseFile)!, 24);
        small.Fill();
        var (code, said) = await sender.SendAsync(OutboxFixture.Slot);
        Assert.That(code, Is.EqualTo(1), said);
        Assert.That(said.Trim(), Does.StartWith("digestmailer: ").And.Contain("free space").And.Not.Contain("\n"));
        Assert.That(sender.Recipients, Is.Empty);
        small.Free();
        (code, said) = await sender.SendAsync(OutboxFixture.Slot.AddMinutes(2));
        Assert.That(code, Is.Zero, said);
        await HoldsAsync(sender, 0);
    }

    private static async Task<LiveSender> SenderAsync(Func<LiveSender, bool>? isDown = null)
    {
        LiveSender? sender = null;
        sender = new LiveSender((_, _) => isDown?.Invoke(sender!) == true ? ScriptedSmtpServer.Drop : null);
        await sender.Box.PaperAsync(1, "A paper on models");
        await sender.Box.SubscribersAsync(Readers);
        return sender;
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

    /// <summary>Everyone has the mail, at most this number have it again, and the database says the same.</summary>
    private static async Task HoldsAsync(LiveSender sender, int repeats)
    {
        var recipients = sender.Recipients;
        var repeated = recipients.Count - recipients.Distinct().Count();
        TestContext.Out
            .WriteLine(
                $"{Readers} readers: {Readers - recipients.Distinct().Count()} lost, {repeated} repeated (at most "
                    + $"{repeats})");
        Assert.That(recipients.Distinct(),
            Is.EquivalentTo(Enumerable.Range(1, Readers).Select(i => $"reader{i}@example.com")));
        Assert.That(repeated, Is.LessThanOrEqualTo(repeats));
        Assert.That(sender.Mails, Is.EqualTo(Readers), "what came again was the same, byte for byte");
        Assert.That(await sender.Box.StatesAsync(), Has.Count.EqualTo(Readers).And.All.EqualTo("Accepted"));
        Assert.That(
            await sender.Box
                .OneAsync<long>("SELECT count(*) FROM outbox WHERE relay IS NOT NULL AND reply LIKE '250%'"),
                Is.EqualTo(Readers));
        Assert.That(await sender.Box.OneAsync<long>("SELECT count(*) FROM suppressions"), Is.Zero);
    }
}
