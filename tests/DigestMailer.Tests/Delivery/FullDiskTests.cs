using static DigestMailer.Tests.Delivery.CrashWorld;

namespace DigestMailer.Tests.Delivery;

/// <summary>The real program on a disk that is full for a while.</summary>
[Category("Slow")]
internal sealed class FullDiskTests
{
    [Test]
    public async Task A_disk_that_is_full_for_a_while_pauses_delivery_and_loses_nobody()
    {
        SmallDisk? disk = null;
        var complaints = 0;
        await using var sender = await SenderAsync(alive =>
        {
            if (alive.Words == Words / 5)
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
}
