using System.Globalization;
using DigestMailer.Bounces;
using DigestMailer.Delivery;
using DigestMailer.Delivery.Relays;
using DigestMailer.Service;
using DigestMailer.Service.Jobs;
using DigestMailer.Service.Telemetry;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;
using DigestMailer.Today;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Bounces;

/// <summary>
/// The path of a mail over real servers: out by STARTTLS and AUTH, refused at once or accepted and bounced later, read
/// over IMAP, suppressed, skipped.
/// </summary>
internal sealed class MailLoopTests
{
    [Test]
    public async Task An_address_that_bounces_later_is_suppressed_and_skipped_by_the_next_run()
    {
        using var loop = MailLoop.Start();
        await using var room = new BouncesFixture(Settings(loop));
        string[] readers = ["reader@example.test", "unknown@example.test", "someone@gone.test", "someone@full.test"];
        await room.ReadersAsync(readers);
        await room.ReadyAsync(1, BouncesFixture.Now);

        var first = await room.Get<Dispatcher>().DeliverAsync();
        Assert.That((first.Accepted, first.Rejected, first.Stopped), Is.EqualTo((3, 1, (string?)null)),
            "a relay's 250 means accepted, never delivered");
        Assert.That(await room.ListAsync<string>("SELECT reply FROM outbox WHERE subscriber_id = 2"),
            Has.One.Contains("5.1.1"), "unknown at once");

        var read = await room.ReadUntilAsync(report => report.Hard + report.Soft >= 3);
        Assert.That((read.Hard, read.Soft, read.Unproven), Is.EqualTo((2, 1, 0)), "one on the spot, two by mail");
        Assert.That(await room.SuppressedAsync(), Is.EqualTo(new[] { "unknown@example.test", "someone@gone.test" }),
            "a full mailbox is not given up");
        Assert.That(await UnseenAsync(loop), Is.Zero, "what was read is marked as seen");
        Assert.That((await room.ReadAsync()).Read, Is.Zero, "and not read again");

        // A mailbox that is created again has another UIDVALIDITY: all is read from the beginning, and known again.
        await room.RunAsync("UPDATE mailboxes SET uid_validity = 1 WHERE name LIKE 'imap:%'");
        var again = await room.ReadAsync();
        Assert.That((again.Read, again.Known, again.Suppressed), Is.EqualTo((2, 2, 0)));

        await room.ReadyAsync(2, BouncesFixture.Now.AddDays(1));
        room.Clock.Advance(TimeSpan.FromDays(1));
        var second = await room.Get<Dispatcher>().DeliverAsync();
        Assert.That(await room.ListAsync<string>("SELECT state FROM outbox WHERE digest_id = 2 ORDER BY subscriber_id"),
            Is.EqualTo(new[] { "Accepted", "Suppressed", "Suppressed", "Accepted" }));
        Assert.That((second.Accepted, second.Suppressed), Is.EqualTo((2, 2)));
    }

    [Test]
    public async Task Returned_mail_is_read_as_soon_as_the_mailbox_announces_it()
    {
        using var loop = MailLoop.Start();
        await using var room = new BouncesFixture(Settings(loop));
        await room.ReadersAsync(["someone@gone.test"]);
        await room.ReadyAsync(1, BouncesFixture.Now);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var waiting = room.Get<BounceReader>().WaitAsync(limit.Token);
        Assert.That(waiting.IsCompleted, Is.False, "nothing is there");
        await room.Get<Dispatcher>().DeliverAsync();
        Assert.That(await waiting, Is.True);
        Assert.That(await room.Get<BounceReader>().WaitAsync(limit.Token), Is.True, "and it is still there");
        Assert.That((await room.ReadAsync()).Suppressed, Is.EqualTo(1));
        // The clock of the test does not move, so it is not the time that ends the waiting.
        using var soon = new CancellationTokenSource();
        var more = room.Get<BounceReader>().WaitAsync(soon.Token);
        await soon.CancelAsync();
        await Assert.ThatAsync(() => more, Throws.InstanceOf<OperationCanceledException>(),
            "what was read is not told of again");
    }

    [Test]
    public async Task The_service_reads_what_came_back_without_waiting_for_its_schedule()
    {
        using var loop = MailLoop.Start();
        await using var room = new BouncesFixture(Settings(loop));
        await room.ReadersAsync(["someone@gone.test"]);
        await room.ReadyAsync(1, BouncesFixture.Now);
        using var log = new HeardLog();
        using var logs = LoggerFactory.Create(build => build.AddProvider(log));
        var reader = room.Get<BounceReader>();
        var run = new JobRun(new RoundLog(room.Get<Database>(), room.Clock, logs.CreateLogger<RoundLog>()),
            new RoundTraces());
        using var watch =
            new BounceWatch(reader, new BounceRound(reader, logs.CreateLogger<BounceRound>()), run,
                room.Get<IOptions<BounceOptions>>(), room.Clock, logs.CreateLogger<BounceWatch>());
        var read = log.SaysAsync("Read 1 mails that came back: hard 1");
        await watch.StartAsync(default);
        await room.Get<Dispatcher>().DeliverAsync();
        await read.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(await room.SuppressedAsync(), Is.EqualTo(new[] { "someone@gone.test" }));
        await watch.StopAsync(default);
    }

    [Test]
    public async Task A_mailbox_that_is_not_to_tell_is_looked_into_only()
    {
        await using var room =
            new BouncesFixture(("Bounces:Imap:Host", "127.0.0.1"), ("Bounces:Imap:UserName", "bounce"),
                ("Bounces:Imap:Password", "pw"), ("Bounces:Imap:Idle", "false"));
        Assert.That(await room.Get<BounceReader>().WaitAsync(default), Is.False);
        await using var none = new BouncesFixture();
        Assert.That(await none.Get<BounceReader>().WaitAsync(default), Is.False);
    }

    private static (string, string)[] Settings(MailLoop loop) =>
    [
        ("Delivery:From", "Papers <digest@example.test>"),
        ("Delivery:ReturnPath", "bounce@example.test"),
        ("Delivery:Relays:0:Host", "127.0.0.1"),
        ("Delivery:Relays:0:Port", loop.SmtpPort.ToString(CultureInfo.InvariantCulture)),
        ("Delivery:Relays:0:Security", "StartTls"),
        ("Delivery:Relays:0:UserName", "digest"),
        ("Delivery:Relays:0:Password", "pw-d"),
        ("Delivery:Relays:0:TrustedCertificate", loop.Certificate),
        ("Bounces:Imap:Host", "127.0.0.1"),
        ("Bounces:Imap:Port", loop.ImapPort.ToString(CultureInfo.InvariantCulture)),
        ("Bounces:Imap:Security", "StartTls"),
        ("Bounces:Imap:UserName", "bounce"),
        ("Bounces:Imap:Password", "pw-b"),
        ("Bounces:Imap:TrustedCertificate", loop.Certificate),
    ];

    private static async Task<int> UnseenAsync(MailLoop loop)
    {
        using var client =
            new ImapClient
            {
                CheckCertificateRevocation = false,
                ServerCertificateValidationCallback = TrustedCertificate.Check(loop.Certificate)
            };
        await client.ConnectAsync("127.0.0.1", loop.ImapPort, SecureSocketOptions.StartTls);
        await client.AuthenticateAsync("bounce", "pw-b");
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly);
        return (await client.Inbox.SearchAsync(SearchQuery.NotSeen)).Count;
    }
}
