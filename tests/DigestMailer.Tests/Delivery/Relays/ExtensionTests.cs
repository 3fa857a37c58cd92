using System.Globalization;
using System.Text;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>
/// Extensions that a relay offers are used where they are wanted; those it lacks are not asked of it.
/// </summary>
internal sealed class ExtensionTests
{
    [TestCase(true, "CHUNKING", "BDAT")]
    [TestCase(false, "CHUNKING", "DATA")]
    [TestCase(true, "8BITMIME", "DATA")]
    public async Task A_mail_goes_in_chunks_by_setting_where_the_relay_offers_it(bool set, string offer, string verb)
    {
        await using var relay = new ScriptedSmtpServer(null, offer).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:Chunking", set.ToString()));
        await box.ReadyAsync(3);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(3));
        Assert.That(
            relay.Commands.Where(line => line.StartsWith("BDAT", StringComparison.Ordinal) || line == "DATA")
                .Select(line => line[..4]), Is.All.EqualTo(verb));
        Assert.That(
            relay.Received.SelectMany(mail => WireLint.Faults(Encoding.UTF8.GetBytes(mail.Data), WireLint.Fields)),
            Is.Empty);
        Assert.That(relay.Received,
            Has.Count.EqualTo(3).And.All
                .Matches<SmtpTransaction>(mail => mail!.Data.EndsWith("--\r\n", StringComparison.Ordinal)), "whole");
    }

    [TestCase(true, "DSN", true)]
    [TestCase(false, "DSN", false)]
    [TestCase(true, "8BITMIME", false)]
    public async Task A_report_of_failure_is_asked_for_that_names_the_mail(bool set, string offer, bool asked)
    {
        await using var relay = new ScriptedSmtpServer(null, offer).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:Reports", set.ToString()));
        await box.ReadyAsync(1);
        await box.Dispatcher.DeliverAsync();
        var id = relay.Received.Single().MessageId.Trim('<', '>');
        Assert.That(relay.Commands.Single(line => line.StartsWith("MAIL", StringComparison.Ordinal)),
            asked ? Does.Contain(" RET=HDRS").And.Contain($" ENVID={id}")
                : Does.Not.Contain("RET=").And.Not.Contain("ENVID="));
        Assert.That(relay.Commands.Single(line => line.StartsWith("RCPT", StringComparison.Ordinal)),
            asked ? Does.Contain(" NOTIFY=FAILURE").And.Contain(" ORCPT=rfc822;reader1@example.com")
                : Does.EndWith(">"));
    }

    [Test]
    public async Task A_mail_larger_than_any_relay_takes_is_refused_by_us_at_once_and_suppresses_nobody()
    {
        await using var relay = new ScriptedSmtpServer(null, "SIZE 1000").Start();
        await using var other = new ScriptedSmtpServer(null, "SIZE 2000").Start();
        await using var box = new OutboxFixture(relay.Port, Second(other));
        await box.ReadyAsync(2);
        Assert.That((await box.Dispatcher.DeliverAsync()).Rejected, Is.EqualTo(2));
        Assert.That(await box.StatesAsync(), Is.All.EqualTo("Rejected"));
        Assert.That(await box.ReadAsync<string>("SELECT enhanced FROM attempts"), Is.All.EqualTo("5.3.4"));
        Assert.That(await box.OneAsync<string>("SELECT reply FROM outbox WHERE id = 1"),
            Does.Match(@"^552 5\.3\.4 the mail has \d+ bytes, the relay takes [12]000 \(SIZE\)$"));
        Assert.That(relay.Commands.Concat(other.Commands).Select(line => line[..4]), Is.All.AnyOf("EHLO", "QUIT"),
            "not a byte of it was sent");
        Assert.That(await box.SuppressedAsync(), Is.Empty);
        Assert.That(await box.ReadAsync<string>("SELECT kind FROM bounces"), Is.All.EqualTo("Refused"));
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM subscriptions WHERE last_digest_id = 1"),
            Is.EqualTo(2), "its papers have their chance again");
    }

    [Test]
    public async Task A_mail_too_large_for_one_relay_goes_by_another()
    {
        await using var small = new ScriptedSmtpServer(null, "SIZE 1000").Start();
        await using var large = new ScriptedSmtpServer(null, "SIZE 10000000").Start();
        await using var box = new OutboxFixture(small.Port, Second(large));
        await box.ReadyAsync(4);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(4));
        Assert.That((small.Received.Count, large.Received.Count), Is.EqualTo((0, 4)));
    }

    [Test]
    public async Task While_another_relay_that_may_take_it_is_away_it_waits()
    {
        await using var small = new ScriptedSmtpServer(null, "SIZE 1000").Start();
        await using var away =
            new ScriptedSmtpServer((verb, _) => verb == "GREETING" ? ScriptedSmtpServer.Drop : null).Start();
        await using var box = new OutboxFixture(small.Port, Second(away));
        await box.ReadyAsync(1);
        Assert.That((await box.Dispatcher.DeliverAsync()).Deferred, Is.EqualTo(1));
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Ready" }));
    }

    [TestCase("8BITMIME", "553 5.6.7")]
    [TestCase("SMTPUTF8", "554 5.6.3")]
    public async Task An_address_outside_ascii_is_refused_by_us_where_the_relay_cannot_take_it(string offer,
        string reply)
    {
        await using var relay = new ScriptedSmtpServer(null, offer).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(2);
        await box.RunAsync("UPDATE subscribers SET email = 'δοκιμή@example.com' WHERE id = 1");
        await box.Dispatcher.DeliverAsync();
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Rejected", "Accepted" }));
        Assert.That(await box.OneAsync<string>("SELECT reply FROM outbox WHERE id = 1"), Does.StartWith(reply));
        Assert.That(relay.Commands, Has.None.Contains("δοκιμή"));
        Assert.That(await box.SuppressedAsync(), Is.Empty);
    }

    [Test]
    public async Task An_address_outside_ascii_goes_as_it_is_where_the_relay_takes_it()
    {
        await using var relay = new ScriptedSmtpServer(null, "8BITMIME", "SMTPUTF8").Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        await box.RunAsync("UPDATE subscribers SET email = 'δοκιμή@example.com' WHERE id = 1");
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(1));
        Assert.That(relay.Commands,
            Has.One.Matches("^MAIL .* SMTPUTF8").And.One.Matches("^RCPT TO:<δοκιμή@example.com>"));
        Assert.That(relay.Received.Single().Data, Does.Contain("\nTo: δοκιμή@example.com\r\n"));
    }

    [Test]
    public async Task A_relay_without_extensions_gets_bytes_of_seven_bits()
    {
        await using var relay = new ScriptedSmtpServer().Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        await box.RunAsync(
            "UPDATE papers SET title = 'Größe zählt: 語りの流れ', abstract = 'é'; UPDATE subscribers SET name = 'Zoë 🦊'");
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(1));
        Assert.That(relay.Heard.SelectMany(said => said), Is.All.LessThan(128));
        Assert.That(
            relay.Commands
                .Where(line =>
                    line.StartsWith("MAIL", StringComparison.Ordinal)
                        || line.StartsWith("RCPT", StringComparison.Ordinal)), Is.All.EndsWith(">"));
    }

    private static (string, string)[] Second(ScriptedSmtpServer relay) =>
        [("Relays:1:Host", "127.0.0.1"), ("Relays:1:Port", relay.Port.ToString(CultureInfo.InvariantCulture)),
            ("Relays:1:Security", "None")];
}
