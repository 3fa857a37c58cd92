using System.Globalization;
using DigestMailer.Delivery;
using DigestMailer.Delivery.Relays;
using DigestMailer.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>Several relays, and the pace of receiving domains, in a time that does not move.</summary>
internal sealed class RelaySharingTests
{
    private readonly SettableClock clock = new(OutboxFixture.Slot);

    [Test]
    public void Mail_is_shared_by_weight_and_weight_zero_only_replaces()
    {
        var shares = new RelayShares([Relay(3), Relay(1), Relay(0)]);
        var first = Enumerable.Range(0, 400).Select(_ => shares.Order(_ => true)).ToList();
        Assert.That(first.Count(order => order[0] == 0), Is.EqualTo(300).Within(2));
        Assert.That(first.Select(order => order[2]), Is.All.EqualTo(2));
    }

    [Test]
    public async Task Where_one_relay_is_away_the_other_takes_all()
    {
        await using var good = new ScriptedSmtpServer().Start();
        await using var box =
            new OutboxFixture(1, ("Relays:1:Host", "127.0.0.1"),
                ("Relays:1:Port", good.Port.ToString(CultureInfo.InvariantCulture)), ("Relays:1:Security", "None"));
        await box.ReadyAsync(20);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(20));
        Assert.That(good.Received, Has.Count.EqualTo(20));
    }

    [Test]
    public async Task A_relay_in_its_warm_up_takes_a_limited_number_a_day()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box =
            new OutboxFixture(relay.Port, ("Relays:0:WarmUp:Since", "2026-03-01"), ("Relays:0:WarmUp:FirstDay", "4"),
                ("Relays:0:WarmUp:Growth", "1.5"));
        await box.ReadyAsync(10);
        Assert.That(await box.Dispatcher.DeliverAsync(), Is.EqualTo(new DeliveryReport { Accepted = 6, Deferred = 4 }),
            "the second day");
        Assert.That(await box.OneAsync<long>("SELECT mails FROM relay_days"), Is.EqualTo(6));
        box.Clock.Advance(TimeSpan.FromHours(18));
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(4));
    }

    [Test]
    public void A_circuit_opens_after_two_failures_and_rests_longer_each_time()
    {
        var circuit = new RelayCircuit(clock);
        circuit.Failed("down");
        Assert.That(circuit.Resting, Is.Null);
        circuit.Failed("down");
        Assert.That(circuit.Resting, Is.EqualTo("down"));
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That(circuit.Resting, Is.Null, "it may be tried");
        circuit.Failed("down");
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.That(circuit.Resting, Is.EqualTo("down"));
        clock.Advance(TimeSpan.FromSeconds(31));
        circuit.Worked();
        circuit.Failed("down");
        Assert.That(circuit.Resting, Is.Null);
    }

    [TestCase(50, 200)]
    [TestCase(70, 100)]
    [TestCase(150, 30)]
    public void A_domain_without_a_limit_that_asks_for_less_gets_half_of_what_went_in_the_last_minute(
        int secondsSinceTheFirst, double rate)
    {
        var start = clock.GetUtcNow();
        var pace = new DomainPace(double.PositiveInfinity, start);
        for (var mail = 0; mail < 400; mail++)
        {
            Assert.That(pace.Until(start + TimeSpan.FromSeconds(mail < 200 ? 0 : 30)), Is.Null);
        }

        pace.Slower(start + TimeSpan.FromSeconds(secondsSinceTheFirst));
        Assert.That(pace.Rate, Is.EqualTo(rate));
    }

    [Test]
    public void A_domain_that_asks_for_less_gets_half_and_grows_back()
    {
        var pace = new DomainPace(120, clock.GetUtcNow());
        pace.Slower(clock.GetUtcNow());
        Assert.That(pace.Rate, Is.EqualTo(60));
        clock.Advance(TimeSpan.FromMinutes(1));
        pace.Slower(clock.GetUtcNow());
        Assert.That(pace.Rate, Is.EqualTo(30));
        var gone = 0;
        for (var second = 0; second < 120; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            gone += pace.Until(clock.GetUtcNow()) is null ? 1 : 0;
        }

        Assert.That(gone, Is.InRange(60, 72));
        for (var i = 0; i < 2000; i++)
        {
            pace.Faster();
        }

        Assert.That(pace.Rate, Is.EqualTo(120));
    }

    [Test]
    public void A_domain_that_refuses_us_for_three_readers_rests()
    {
        var limits = Limits();
        var first = limits.Note(To("1@a.example"), Refusal);
        Assert.That(first.Until, Is.EqualTo(clock.GetUtcNow().AddMinutes(40)), "the refused mail goes last");
        limits.Note(To("1@a.example"), Refusal);
        limits.Note(To("2@a.example"), Refusal);
        Assert.That(limits.Hold("a.example", 1000), Is.Null, "two readers");
        limits.Note(To("3@a.example"), Refusal);
        Assert.That(limits.Hold("a.example", 1000)!.Kind, Is.EqualTo(OutcomeKind.Held));
        Assert.That(limits.Hold("d.example", 1000), Is.Null);
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.That(limits.Hold("a.example", 1000), Is.Null);
    }

    [Test]
    public void A_mail_that_a_domain_accepts_between_refusals_starts_the_count_again()
    {
        var limits = Limits();
        limits.Note(To("1@a.example"), Refusal);
        limits.Note(To("2@a.example"), Refusal);
        limits.Note(To("4@a.example"), new Outcome(OutcomeKind.Accepted, "250 ok"));
        limits.Note(To("3@a.example"), Refusal);
        Assert.That(limits.Hold("a.example", 1000), Is.Null);
    }

    [Test]
    public void Three_domains_that_refuse_us_in_a_row_stop_all()
    {
        var limits = Limits();
        limits.Note(To("1@a.example"), Refusal);
        limits.Note(To("1@b.example"), Refusal);
        limits.Note(To("1@c.example"), Refusal);
        Assert.That(limits.Hold("d.example", 1000)!.Kind, Is.EqualTo(OutcomeKind.NotTried));
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.That(limits.Hold("a.example", 1000), Is.Null);
    }

    [Test]
    public void A_domain_that_finds_a_mail_too_large_gets_smaller_ones()
    {
        var limits = Limits();
        limits.Note(To("1@a.example", 5000),
            new Outcome(OutcomeKind.Deferred, "552 5.3.4 too big") { Blame = Blame.Size });
        Assert.That(limits.Hold("a.example", 5000)!.Until, Is.EqualTo(clock.GetUtcNow().AddMinutes(30)));
        Assert.That(limits.Hold("a.example", 4999), Is.Null);
        Assert.That(limits.Hold("b.example", 5000), Is.Null);
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.That(limits.Hold("a.example", 5000), Is.Null, "it is asked again");
    }

    private static readonly Outcome Refusal =
        new(OutcomeKind.Deferred, "550 5.7.515 not authenticated") { Blame = Blame.Sender };

    private static WireMail To(string reader, int bytes = 1000) =>
        new([], new byte[bytes], "bounce@example.org", reader, "id@example.org", DateTimeOffset.UnixEpoch);

    private DomainLimits Limits() =>
        new(Options.Create(new DeliveryOptions()), clock, NullLogger<DomainLimits>.Instance);

    private Relay Relay(double weight) => new(new RelayOptions { Weight = weight }, clock);
}
