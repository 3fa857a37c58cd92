using DigestMailer.Tests.Delivery.Relays;

namespace DigestMailer.Tests.Delivery;

/// <summary>A slot in which everybody is due, and what must hold after it, whatever happened meanwhile.</summary>
internal static class CrashWorld
{
    private static readonly int Readers = Scale.Full ? 5000 : 300;

    /// <summary>A mail is four: MAIL, RCPT, DATA and the dot.</summary>
    public static readonly int Words = 4 * Readers;

    public static async Task<LiveSender> SenderAsync(Func<LiveSender, bool>? isDown = null)
    {
        LiveSender? sender = null;
        sender = new LiveSender((_, _) => isDown?.Invoke(sender!) == true ? ScriptedSmtpServer.Drop : null);
        await sender.Box.PaperAsync(1, "A paper on models");
        await sender.Box.SubscribersAsync(Readers);
        return sender;
    }

    /// <summary>Everyone has the mail, at most this number have it again, and the database says the same.</summary>
    public static async Task HoldsAsync(LiveSender sender, int repeats)
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
