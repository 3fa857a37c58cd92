using System.Text;
using DigestMailer.Delivery;
using DigestMailer.Outbox;
using Microsoft.Extensions.Options;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>How we say who we are, and that nobody overhears it.</summary>
internal sealed class LoginTests
{
    private const string Secret = "hunter2-öffne-dich";
    private string file = "";

    [SetUp]
    public void MakeFile() => file = Path.GetTempFileName();

    [TearDown]
    public void Clear() => File.Delete(file);

    [Test]
    public async Task A_token_is_shown_by_XOAUTH2()
    {
        await using var relay = new ScriptedSmtpServer(null, "AUTH PLAIN XOAUTH2").Start();
        await File.WriteAllTextAsync(file, "ya29.token\n");
        await using var box =
            new OutboxFixture(relay.Port, ("Relays:0:UserName", "me@example.org"), ("Relays:0:TokenFile", file),
                ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(1);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(1));
        Assert.That(Logins(relay),
            Is.EqualTo(new[] { "XOAUTH2 user=me@example.org\u0001auth=Bearer ya29.token\u0001\u0001" }));
    }

    [Test]
    public async Task An_expired_token_sends_nothing_and_is_read_again()
    {
        await using var relay = new ScriptedSmtpServer(
            (verb, line) =>
                verb == "AUTH"
                    && !line.Contains(Base64("user=me\u0001auth=Bearer new\u0001\u0001"), StringComparison.Ordinal)
                    ? "334 eyJzdGF0dXMiOiI0MDEifQ==" : verb == "" ? "535 5.7.8 it ran out" : null, "AUTH XOAUTH2")
                    .Start();
        await File.WriteAllTextAsync(file, "old");
        await using var box =
            new OutboxFixture(relay.Port, ("Relays:0:UserName", "me"), ("Relays:0:TokenFile", file),
                ("Relays:0:MaxConnections", "1"));
        await box.ReadyAsync(2);
        Assert.That((await box.Dispatcher.DeliverAsync()).Stopped, Does.Contain("refused the user name or password"));
        Assert.That(await box.StatesAsync(), Is.All.EqualTo("Ready"));
        Assert.That(relay.Received, Is.Empty);
        await File.WriteAllTextAsync(file, "new");
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(2));
    }

    [Test]
    public async Task A_password_from_a_file_is_read_at_each_connection()
    {
        await using var relay =
            new ScriptedSmtpServer((verb, _) => verb == "DOT" ? Changed("second") : null, "AUTH PLAIN").Start();
        await File.WriteAllTextAsync(file, "first\n");
        await using var box =
            new OutboxFixture(relay.Port, ("Relays:0:UserName", "me"), ("Relays:0:PasswordFile", file),
                ("Relays:0:MaxConnections", "1"), ("Relays:0:MaxMessagesPerConnection", "1"));
        await box.ReadyAsync(2);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(2));
        Assert.That(Logins(relay), Is.EqualTo(new[] { "PLAIN \0me\0first", "PLAIN \0me\0second" }));
    }

    [TestCase]
    [TestCase("AUTH CRAM-MD5")]
    [TestCase("AUTH")]
    public async Task A_relay_whose_offer_to_log_in_was_stripped_gets_nothing(params string[] offers)
    {
        await using var relay =
            new ScriptedSmtpServer((verb, _) => verb == "AUTH" ? "504 5.5.4 not this way" : null, offers).Start();
        await using var box = new OutboxFixture(relay.Port, ("Relays:0:UserName", "me"), ("Relays:0:Password", Secret));
        await box.ReadyAsync(2);
        Assert.That((await box.Dispatcher.DeliverAsync()).Stopped,
            Does.Contain("does not offer what was asked").Or.Contain("refused the user name"));
        Assert.That(relay.Received, Is.Empty);
        Assert.That(relay.Commands, Has.None.StartsWith("MAIL"));
        Assert.That(await box.StatesAsync(), Is.All.EqualTo("Ready"));
    }

    [TestCase("PasswordFile")]
    [TestCase("TokenFile")]
    public void A_missing_file_of_a_secret_is_rejected_at_the_start(string key)
    {
        var relay = new RelayOptions { Host = "relay.example.org", UserName = "me" };
        typeof(RelayOptions).GetProperty(key)!.SetValue(relay, "/nowhere/secret");
        Assert.That(new DeliveryValidation().Validate(null, new DeliveryOptions { Relays = [relay] }).Failures,
            Has.One.Contains($"Delivery:Relays:0:{key}: there is no file /nowhere/secret"));
    }

    [TestCase("Password", "AUTH PLAIN")]
    [TestCase("Password", "AUTH LOGIN")]
    [TestCase("PasswordFile", "AUTH PLAIN")]
    [TestCase("TokenFile", "AUTH XOAUTH2")]
    public async Task A_wrong_secret_is_written_nowhere(string key, string offer)
    {
        await using var relay = new ScriptedSmtpServer(
            (verb, line) =>
                verb == "AUTH" && offer == "AUTH LOGIN" ? "334 VXNlcm5hbWU6"
                    : verb == "AUTH"
                        || line.Length is > 0 and < 100 && !line.Contains(' ', StringComparison.Ordinal)
                            && verb is not ("QUIT" or "RSET") ? "535 5.7.8 not you" : null, offer).Start();
        await File.WriteAllTextAsync(file, Secret);
        await using var box =
            new OutboxFixture(relay.Port, ("Relays:0:UserName", "me"),
                ($"Relays:0:{key}", key == "Password" ? Secret : file));
        await box.ReadyAsync(2);
        var report = await box.Dispatcher.DeliverAsync();
        Assert.That(report.Stopped, Does.Contain("refused the user name or password"));
        var kept =
            string.Join('\n',
                [report.Stopped!, .. box.Log.Lines,
                    .. await box.ReadAsync<string>("SELECT COALESCE(reply, '') FROM outbox"),
                    .. await box.ReadAsync<string>("SELECT text FROM attempts")]);
        Assert.That(kept,
            Does.Not.Contain(Secret).And.Not.Contain(Base64(Secret)).And.Not.Contain(Base64($"\0me\0{Secret}")));
    }

    [Test]
    public async Task The_real_program_takes_its_password_from_the_environment_and_says_it_to_nobody_else()
    {
        await using var sender = new LiveSender((verb, _) => verb == "AUTH" ? "535 5.7.8 not you" : null, "AUTH PLAIN");
        await sender.Box.PaperAsync(1, "A paper on models");
        await sender.Box.SubscribersAsync(1);
        sender.Environment["Delivery__Relays__0__UserName"] = "me";
        sender.Environment["Delivery__Relays__0__Password"] = Secret;
        sender.Environment["Logging__LogLevel__Default"] = "Trace";
        var (code, said) = await sender.SendAsync(OutboxFixture.Slot);
        Assert.That((code, sender.Recipients.Count), Is.EqualTo((1, 0)), said);
        Assert.That(said,
            Does.Contain("refused the user name or password").And.Not.Contain(Secret).And.Not
                .Contain(Base64($"\0me\0{Secret}")));
        Assert.That(Logins(sender.Relay), Has.Some.EqualTo($"PLAIN \0me\0{Secret}"), "it was tried");
    }

    private string? Changed(string secret)
    {
        File.WriteAllText(file, secret);
        return null;
    }

    private static List<string> Logins(ScriptedSmtpServer relay) =>
        [.. relay.Commands.Where(line => line.StartsWith("AUTH", StringComparison.Ordinal))
            .Select(line => line.Split(' '))
            .Select(words => $"{words[1]} {Encoding.UTF8.GetString(Convert.FromBase64String(words[2]))}")];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
