using System.Globalization;
using Dapper;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery.Relays;

namespace DigestMailer.Tests.Service.Running;

/// <summary>New relays while mail goes out: nobody is left out, nobody gets it twice.</summary>
[Category("Slow")]
internal sealed class ReloadUnderLoadTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const int Readers = 400;
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(60);

    [Test]
    public async Task SIGHUP_while_mail_is_sent_loses_none_and_repeats_none()
    {
        using var storage = new TestDatabase();
        await MailAsync(storage);
        await using var first = new ScriptedSmtpServer { Slowness = Slow }.Start();
        await using var second = new ScriptedSmtpServer { Slowness = Slow }.Start();
        await using var run = new LiveRun(storage);
        run.Write(Relay(first));
        await run.StartAsync();
        for (var reload = 1; reload <= 3; reload++)
        {
            await run.UntilAsync(() => Task.FromResult(Came(first, second).Count >= 40 * reload),
                "the mail did not come");
            run.Write(Relay(reload % 2 == 1 ? second : first));
            await run.ReloadAsync();
        }

        var between = Came(first, second).Count;
        await run.UntilAsync(async () => await AcceptedAsync(storage) == Readers, "the mail was not accepted");
        TestContext.Out.WriteLine(
            $"{between} of {Readers} mails came before the third reload was done; by relay {first.Received.Count} "
            + $"and {second.Received.Count}.\n{run.Said}");
        Assert.That(between, Is.LessThan(Readers), "mail was still going out");
        Assert.That(Came(first, second),
            Is.EquivalentTo(Enumerable.Range(1, Readers).Select(i => $"reader{i}@example.com")));
        Assert.That(first.Received, Is.Not.Empty);
        Assert.That(second.Received, Is.Not.Empty);
        Assert.That(await run.EndAsync(), Is.Zero, () => run.Said);
    }

    private static async Task MailAsync(TestDatabase storage)
    {
        var now = TimeProvider.System.GetUtcNow();
        async Task RunAsync(string sql, object? values)
        {
            await using var connection = await storage.Database.OpenAsync();
            await connection.ExecuteAsync(sql, values);
        }

        var made = new MadeRows(now, RunAsync);
        await made.PaperAsync(1, "A paper on models");
        await made.TopicSetAsync(1);
        await made.SubscribersAsync(Readers);
        await made.DigestAsync(1, now.AddDays(-1), []);
        await made.DigestAsync(2, now, [1], previous: 1);
        await RunAsync("UPDATE subscriptions SET last_digest_id = 2, next_at = @next", new { next = now.AddDays(1) });
        await made.MailToAllAsync(2);
    }

    private static (string Key, string Value)[] Relay(ScriptedSmtpServer relay) =>
    [
        ("Delivery:Relays:0:Host", "127.0.0.1"),
        ("Delivery:Relays:0:Port", relay.Port.ToString(CultureInfo.InvariantCulture)),
        ("Delivery:Relays:0:Security", "None"), ("Delivery:Relays:0:MaxConnections", "2"),
        ("Papers:Sources:0:Name", "none"), ("Papers:Sources:0:Kind", "Json"), ("Papers:Sources:0:Path", "none.json"),
    ];

    private static List<string> Came(params ScriptedSmtpServer[] relays) =>
        [.. relays.SelectMany(relay => relay.Received.Select(mail => mail.To))];

    private static async Task<long> AcceptedAsync(TestDatabase storage)
    {
        await using var connection = await storage.Database.OpenAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM outbox WHERE state = 'Accepted'");
    }
}
