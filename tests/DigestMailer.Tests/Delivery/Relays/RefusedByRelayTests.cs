using System.Globalization;
using DigestMailer.Delivery;
using DigestMailer.Outbox;
using DigestMailer.Service.Jobs;
using DigestMailer.Service.Telemetry;
using DigestMailer.Storage;
using DigestMailer.Today;
using Microsoft.Extensions.Logging;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>A relay that refuses us, and a domain that refuses one of its readers.</summary>
internal sealed class RefusedByRelayTests
{
    private const string Quota = "550 5.4.5 Daily user sending limit exceeded";

    [Test]
    public async Task A_quota_of_the_relay_rests_it_for_an_hour_and_counts_against_nobody()
    {
        var full = true;
        await using var relay = new ScriptedSmtpServer((verb, _) => verb == "DOT" && full ? Quota : null).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(5);
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That((report.Deferred, report.Rejected), Is.EqualTo((1, 0)));
        Assert.That(report.Stopped, Does.Contain("refuses us").And.Contain("Daily user sending limit"));
        full = false;
        box.Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.Zero, "it rests");
        box.Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(5));
        Assert.That(await box.SuppressedAsync(), Is.Empty);
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM bounces"), Is.Zero);
    }

    [Test]
    public async Task Another_relay_takes_the_mail_at_once()
    {
        await using var full = new ScriptedSmtpServer((verb, _) => verb == "DOT" ? Quota : null).Start();
        await using var good = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(full.Port, ("Relays:0:MaxConnections", "1"),
            ("Relays:1:Host", "127.0.0.1"), ("Relays:1:Port", $"{good.Port}"), ("Relays:1:Security", "None"),
            ("Relays:1:MaxConnections", "1"));
        await box.ReadyAsync(6);
        Assert.That(await box.Dispatcher.DeliverAsync(), Is.EqualTo(new DeliveryReport { Accepted = 6 }));
        Assert.That(good.Received, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task Three_mails_in_a_row_refused_in_unclear_words_rest_the_relay()
    {
        await using var relay = new ScriptedSmtpServer((verb, _) => verb == "DOT" ? "554 5.3.0 no" : null).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(10);
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That((report.Rejected, report.Deferred), Is.EqualTo((2, 1)));
        Assert.That(report.Stopped, Does.Contain("refuses us"));
        Assert.That(await box.SuppressedAsync(), Is.Empty);
    }

    [TestCase("553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)")]
    [TestCase("550 5.7.1 Your account is suspended")]
    public async Task A_recipient_refused_in_words_about_us_holds_nobody_else_up(string said)
    {
        await using var relay = new ScriptedSmtpServer(
            (verb, line) => verb == "RCPT" && line.Contains("<reader1@", StringComparison.Ordinal) ? said : null)
            .Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(5);
        Assert.That(await box.Dispatcher.DeliverAsync(), Is.EqualTo(new DeliveryReport { Accepted = 4, Deferred = 1 }));
        Assert.That(await box.Dispatcher.DeliverAsync(), Is.EqualTo(new DeliveryReport()), "it waits");
        Assert.That(await box.SuppressedAsync(), Is.Empty);
    }

    [Test]
    public async Task Three_recipients_in_a_row_refused_in_words_about_us_rest_the_relay()
    {
        await using var relay =
            new ScriptedSmtpServer((verb, _) => verb == "RCPT" ? "550 5.7.1 Relaying denied" : null).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(10);
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That((report.Deferred, report.Rejected), Is.EqualTo((3, 0)));
        Assert.That(report.Stopped, Does.Contain("refuses us"));
    }

    [Test]
    public async Task Blocked_mailboxes_at_the_head_do_not_rest_the_relay_again_and_again()
    {
        var heads = new HashSet<string>();
        await using var relay = new ScriptedSmtpServer((verb, line) =>
        {
            // Those that come first are blocked, whatever the order.
            var isBlocked = verb == "RCPT" && (heads.Contains(line) || (heads.Count < 5 && heads.Add(line)));
            return isBlocked ? "550 5.7.1 Your account is suspended" : null;
        }).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(20);
        await box.Dispatcher.DeliverAsync();
        Assert.That((relay.Received.Count, heads.Count), Is.EqualTo((0, 3)), "three in a row rest the relay");
        for (var rest = 0; rest < 3; rest++)
        {
            box.Clock.Advance(TimeSpan.FromMinutes(100));
            await box.Dispatcher.DeliverAsync();
        }

        Assert.That(relay.Received, Has.Count.EqualTo(15));
    }

    [Test]
    public async Task One_closed_reader_of_2000_costs_their_colleagues_nothing()
    {
        await using var relay = new ScriptedSmtpServer(
            (verb, line) => verb == "RCPT" && line.Contains("<reader2@", StringComparison.Ordinal)
                ? "550 5.7.1 message refused by policy" : null).Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(2000);
        Assert.That(await box.Dispatcher.DeliverAsync(),
            Is.EqualTo(new DeliveryReport { Accepted = 1999, Deferred = 1 }));
        Assert.That(await box.SuppressedAsync(), Is.Empty);
    }

    [Test]
    public async Task Closed_readers_at_the_head_hold_their_colleagues_up_once()
    {
        await using var relay = new ScriptedSmtpServer(
            (verb, line) =>
                verb == "RCPT" && int.Parse(line.Split("reader")[1].Split('@')[0], CultureInfo.InvariantCulture) <= 4
                ? "550 5.7.1 message refused by policy" : null).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(20);
        await box.Dispatcher.DeliverAsync();
        for (var minute = 0; minute < 45; minute += 5)
        {
            box.Clock.Advance(TimeSpan.FromMinutes(5));
            await box.Dispatcher.DeliverAsync();
        }

        Assert.That(relay.Received, Has.Count.EqualTo(16));
    }

    [TestCase("MAIL", null)]
    [TestCase("RCPT", "Recipient")]
    [TestCase("DOT", "Content")]
    public async Task The_step_that_was_answered_is_kept_with_the_attempt(string verb, string? phase)
    {
        await using var relay =
            new ScriptedSmtpServer((said, _) => said == verb ? "550 No such user here" : null).Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        await box.Dispatcher.DeliverAsync();
        Assert.That(await box.ReadAsync<string>("SELECT phase FROM attempts"),
            phase is null ? Is.Empty : Is.EqualTo(new[] { phase }));
        Assert.That(await box.SuppressedAsync(), verb == "RCPT" ? Is.EqualTo(new[] { 1 }) : Is.Empty);
    }

    [Test]
    public async Task Fifteen_days_of_a_quota_for_half_the_readers_serve_everybody_in_turn()
    {
        const int Readers = 20;
        var (taken, day) = (0, DateOnly.MinValue);
        OutboxFixture? world = null;
        await using var relay = new ScriptedSmtpServer((verb, _) =>
        {
            var today = DateOnly.FromDateTime(world!.Clock.GetUtcNow().UtcDateTime);
            (taken, day) = today == day ? (taken, day) : (0, today);
            return verb != "DOT" ? null : taken++ < Readers / 2 ? null : $"{Quota} {taken} - gsmtp";
        }).Start();
        await using var box = world = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.SubscribersAsync(Readers);
        using var meter = new ServiceMeter(box.Clock);
        var rounds = new RoundLog(box.Get<Database>(), box.Clock, box.Get<ILogger<RoundLog>>());
        var job = new DeliverJob(new JobRun(rounds, new RoundTraces()),
            box.Dispatcher, meter, box.Clock, box.Get<ILogger<DeliverJob>>());
        var told = new List<int>();
        for (var hour = 0; hour < 15 * 24; hour += 3)
        {
            if (hour % 24 == 0)
            {
                await box.PaperAsync((hour / 24) + 1, $"Paper of day {hour / 24}");
            }

            await box.Planner.PlanAsync();
            await job.Execute(null!, CancellationToken.None);
            box.Clock.Advance(TimeSpan.FromHours(3));
            if (hour % 24 == 21)
            {
                told.Add(box.Log.Lines.Count(line => line.Contains("refuses us", StringComparison.Ordinal)));
            }
        }

        await EverybodyInTurnAsync(box, Readers);
        Assert.That(told, Is.EqualTo(Enumerable.Range(1, 15)), "one line a day");
        Assert.That(await box.SuppressedAsync(), Is.Empty);
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM bounces"), Is.Zero);
    }

    private static async Task EverybodyInTurnAsync(OutboxFixture box, int readers)
    {
        var served = await box.ReadAsync<(long Reader, DateTimeOffset Slot, DateTimeOffset At)>(
            "SELECT subscriber_id, slot, done_at FROM outbox WHERE state = 'Accepted' ORDER BY done_at");
        Assert.That(served.Max(one => one.At - one.Slot), Is.LessThanOrEqualTo(TimeSpan.FromHours(20)));
        var counts = served.CountBy(one => one.Reader).ToDictionary();
        TestContext.Out.WriteLine($"{served.Count} mails, {counts.Values.Min()} to {counts.Values.Max()} a reader");
        Assert.That(counts, Has.Count.EqualTo(readers));
        Assert.That(counts.Values.Min(), Is.GreaterThanOrEqualTo(6), "nobody goes without day after day");
        foreach (var reader in served.GroupBy(one => one.Reader))
        {
            var slots = reader.Select(one => one.Slot).Order().ToList();
            Assert.That(slots.Zip(slots.Skip(1), (a, b) => b - a).Max(), Is.LessThanOrEqualTo(TimeSpan.FromDays(3)));
        }
    }
}
