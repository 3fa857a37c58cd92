using DigestMailer.Delivery;

namespace DigestMailer.Tests.Delivery;

/// <summary>Mail as files, while no relay is set.</summary>
internal sealed class PickupFolderTests
{
    [Test]
    public async Task Each_mail_is_one_file()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(12);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(12));
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.Zero);
        var files = Directory.GetFiles(box.Pickup).Select(Path.GetFileName).ToList();
        Assert.That(files, Has.Count.EqualTo(12).And.All.EndsWith(".eml"));
        Assert.That(files, Has.One.Contains("reader7-at-example.com"));
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_leaves_the_mail_ready()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(5);
        await File.WriteAllTextAsync(box.Pickup, "in its place");
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That(report.Accepted, Is.Zero);
        Assert.That(report.Stopped, Does.Contain("cannot be written"));
        Assert.That(await box.StatesAsync(), Is.All.EqualTo("Ready"));
        File.Delete(box.Pickup);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(5));
    }
}
