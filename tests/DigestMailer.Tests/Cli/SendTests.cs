using DigestMailer.Tests.Delivery;

namespace DigestMailer.Tests.Cli;

/// <summary><c>send</c>, which delivers while it still plans.</summary>
internal sealed class SendTests
{
    private const int Readers = 2501;

    [Test]
    public async Task A_plan_that_fails_half_way_is_said_and_loses_and_repeats_nothing()
    {
        await using var box = new OutboxFixture();
        await box.PaperAsync(1, "A paper");
        await box.SubscribersAsync(Readers);
        await box.RunAsync(
            """
            UPDATE subscriptions SET topic_set_id = 2 WHERE subscriber_id = @Readers;
            CREATE TRIGGER nobody BEFORE INSERT ON outbox WHEN NEW.subscriber_id = 2501 BEGIN
                SELECT RAISE(ABORT, 'no row for this one'); END;
            """,
            new { Readers });
        var (code, said, complaint) = await SendAsync(box);
        Assert.That((code, said), Is.EqualTo((1, "")));
        Assert.That(complaint.TrimEnd(), Does.Contain("no row for this one").And.Not.Contains("\n"));
        Assert.That(await box.StatesAsync(), Has.Count.EqualTo(Readers - 1).And.All.AnyOf("Ready", "Accepted"));
        Assert.That(Mails(box), Is.EqualTo((await box.StatesAsync()).Count(state => state == "Accepted")));

        await box.RunAsync("DROP TRIGGER nobody");
        Assert.That((await SendAsync(box)).Code, Is.Zero);
        Assert.That(await box.StatesAsync(), Has.Count.EqualTo(Readers).And.All.EqualTo("Accepted"));
        Assert.That(Mails(box), Is.EqualTo(Readers));
    }

    private static int Mails(OutboxFixture box) =>
        Directory.Exists(box.Pickup)
            ? Directory.EnumerateFiles(box.Pickup, "*.eml", SearchOption.AllDirectories).Count() : 0;

    private static Task<(int Code, string Said, string Complaint)> SendAsync(OutboxFixture box) => Shell.RunAsync(
        "send", "--json", "--now", OutboxFixture.Slot.AddMinutes(1).ToString("O"),
        $"--Storage:ConnectionString=Data Source={box.DatabaseFile}", $"--Delivery:PickupFolder={box.Pickup}",
        "--Delivery:From=Digests <digest@example.org>", "--Site:PostalAddress=1 Paper Street");
}
