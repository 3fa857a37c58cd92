using DigestMailer.Delivery;
using DigestMailer.Outbox;

namespace DigestMailer.Tests.Delivery.Relays;

/// <summary>
/// Each word of the talk with a relay goes wrong once in each way, for the first of two readers: what follows for both,
/// and for the connection.
/// </summary>
internal sealed class FaultTableTests
{
    private const string Refused = "554 5.3.0 no";
    private const string Later = "451 4.3.0 later";
    private const string Bye = "421 4.3.2 bye";
    private const string Garbage = "what is this?";

    /// <summary>
    /// What becomes of the first reader's attempt. Unclear: deferred or in doubt, by how far the writing came. Paused:
    /// deferred, and the other is held too. Last: deferred until the others of its domain had their turn.
    /// </summary>
    public enum Ending { Accepted, Rejected, Deferred, Paused, Last, InDoubt, Unclear, NotTried }

    // The number is that of the connections in the first run: 1 where the next mail goes over the same, or the run
    // stops.
    [TestCase("GREETING", Refused, Ending.NotTried, 1)]
    [TestCase("GREETING", Later, Ending.NotTried, 1)]
    [TestCase("GREETING", Bye, Ending.NotTried, 1)]
    [TestCase("GREETING", Garbage, Ending.NotTried, 1)]
    [TestCase("GREETING", ScriptedSmtpServer.Drop, Ending.NotTried, 1)]
    [TestCase("GREETING", ScriptedSmtpServer.Stall, Ending.NotTried, 1)]
    [TestCase("GREETING", ScriptedSmtpServer.Pieces + "220 here", Ending.Accepted, 1)]
    [TestCase("EHLO", Refused, Ending.Accepted, 1)]
    [TestCase("EHLO", Later, Ending.Accepted, 1)]
    [TestCase("EHLO", Bye, Ending.NotTried, 1)]
    [TestCase("EHLO", Garbage, Ending.NotTried, 1)]
    [TestCase("EHLO", ScriptedSmtpServer.Drop, Ending.NotTried, 1)]
    [TestCase("EHLO", ScriptedSmtpServer.Stall, Ending.NotTried, 1)]
    [TestCase("EHLO", ScriptedSmtpServer.Pieces + "250-here\r\n250 ENHANCEDSTATUSCODES", Ending.Accepted, 1)]
    [TestCase("MAIL", Refused, Ending.NotTried, 1)]
    [TestCase("MAIL", "550 5.7.1 not from you", Ending.NotTried, 1)]
    [TestCase("MAIL", "552 5.3.4 too big", Ending.Paused, 1)]
    [TestCase("MAIL", "530 5.7.0 Must issue a STARTTLS command first", Ending.Paused, 1)]
    [TestCase("RCPT", "530 5.7.1 Authentication required", Ending.Paused, 1)]
    [TestCase("DATA", "530 Authentication required", Ending.Paused, 1)]
    [TestCase("DOT", "530 5.7.0 Authentication required", Ending.Paused, 1)]
    [TestCase("MAIL", Later, Ending.Deferred, 1)]
    [TestCase("MAIL", Bye, Ending.Deferred, 2)]
    [TestCase("MAIL", Garbage, Ending.Deferred, 2)]
    [TestCase("MAIL", ScriptedSmtpServer.Drop, Ending.Deferred, 2)]
    [TestCase("MAIL", ScriptedSmtpServer.Stall, Ending.Deferred, 2)]
    [TestCase("MAIL", ScriptedSmtpServer.Pieces + "250 2.0.0 ok", Ending.Accepted, 1)]
    [TestCase("RCPT", "550 5.1.1 no such user", Ending.Rejected, 1)]
    [TestCase("RCPT", "550 5.7.1 blocked", Ending.Last, 1)]
    [TestCase("DATA", "503 5.5.1 RCPT first", Ending.Paused, 1)]
    [TestCase("DOT", "550 5.4.5 Daily user sending limit exceeded", Ending.Paused, 1)]
    [TestCase("RCPT", "552 5.2.2 full", Ending.Rejected, 1)]
    [TestCase("RCPT", Later, Ending.Deferred, 1)]
    [TestCase("RCPT", Bye, Ending.Deferred, 2)]
    [TestCase("RCPT", Garbage, Ending.Deferred, 2)]
    [TestCase("RCPT", ScriptedSmtpServer.Drop, Ending.Deferred, 2)]
    [TestCase("RCPT", ScriptedSmtpServer.Stall, Ending.Deferred, 2)]
    [TestCase("RCPT", ScriptedSmtpServer.Pieces + "250 2.1.5 ok", Ending.Accepted, 1)]
    [TestCase("DATA", Refused, Ending.Rejected, 1)]
    [TestCase("DATA", Later, Ending.Deferred, 1)]
    [TestCase("DATA", Bye, Ending.Deferred, 2)]
    [TestCase("DATA", Garbage, Ending.Deferred, 2)]
    [TestCase("DATA", ScriptedSmtpServer.Drop, Ending.Deferred, 2)]
    [TestCase("DATA", ScriptedSmtpServer.Stall, Ending.Deferred, 2)]
    [TestCase("BODY", ScriptedSmtpServer.Drop, Ending.Unclear, 2)]
    [TestCase("DOT", Refused, Ending.Rejected, 1)]
    [TestCase("DOT", "552 5.3.4 too big", Ending.Paused, 1)]
    [TestCase("DOT", Later, Ending.Deferred, 1)]
    [TestCase("DOT", Bye, Ending.Deferred, 2)]
    [TestCase("DOT", Garbage, Ending.InDoubt, 2)]
    [TestCase("DOT", ScriptedSmtpServer.Drop, Ending.InDoubt, 2)]
    [TestCase("DOT", ScriptedSmtpServer.Stall, Ending.InDoubt, 2)]
    [TestCase("DOT", ScriptedSmtpServer.Pieces + "250 2.0.0 queued", Ending.Accepted, 1)]
    public async Task A_fault_in(string verb, string answer, Ending ending, int connections)
    {
        var faults = 1;
        await using var relay =
            new ScriptedSmtpServer((said, _) => said == verb && Interlocked.Decrement(ref faults) >= 0 ? answer : null)
                .Start();
        // Long enough for a busy machine, where nothing is to time out.
        var patience = answer == ScriptedSmtpServer.Stall ? "00:00:01" : "00:00:30";
        await using var box =
            new OutboxFixture(relay.Port, ("Relays:0:MaxConnections", "1"), ("Relays:0:Timeout", patience));
        await box.ReadyAsync(2);
        var report = await box.Dispatcher.DeliverAsync();
        var rests = ending == Ending.NotTried || answer.Contains("limit", StringComparison.Ordinal)
            || answer.Contains("first", StringComparison.Ordinal)
            || answer.StartsWith("530", StringComparison.Ordinal);
        await FollowsAsync(box, ending, rests);
        Assert.That(report.Stopped is not null, Is.EqualTo(rests), report.Stopped);
        Assert.That(relay.Connections, Is.EqualTo(connections));
        await NobodyIsLostAsync(box, relay, ending);
        Assert.That(await box.SuppressedAsync(),
            answer.Contains("5.1.1", StringComparison.Ordinal) ? Is.EqualTo(new[] { 1 }) : Is.Empty,
            "only who does not exist");
    }

    [TestCase("", "", "offers no STARTTLS")]
    [TestCase("STARTTLS", "220 go on\r\n250 but this is not TLS", "could not be trusted")]
    [TestCase("STARTTLS", "454 4.7.0 not now", "454 4.7.0")]
    [TestCase("STARTTLS", "554 5.7.3 no", "554 5.7.3")]
    [TestCase("STARTTLS", ScriptedSmtpServer.Drop, "127.0.0.1")]
    [TestCase("STARTTLS", ScriptedSmtpServer.Stall, "127.0.0.1")]
    public async Task Without_STARTTLS_nothing_is_said(string extension, string answer, string why)
    {
        var mails = 0;
        string[] extensions = extension.Length > 0 ? [extension] : [];
        await using var relay =
            new ScriptedSmtpServer(
                (verb, _) => verb switch { "MAIL" => $"250 {++mails}", "STARTTLS" => answer, _ => null }, extensions)
                .Start();
        await using var box =
            new OutboxFixture(relay.Port, ("Relays:0:Security", "StartTls"), ("Relays:0:MaxConnections", "1"),
                ("Relays:0:Timeout", "00:00:01"));
        await box.ReadyAsync(2);
        Assert.That((await box.Dispatcher.DeliverAsync()).Stopped, Does.Contain(why));
        await FollowsAsync(box, Ending.NotTried);
        Assert.That(mails, Is.Zero);
        Assert.That(await box.SuppressedAsync(), Is.Empty);
    }

    /// <summary>
    /// The attempt, the row and when it is tried again; the other reader has the mail, or waits where the relay is
    /// unavailable.
    /// </summary>
    private static async Task FollowsAsync(OutboxFixture box, Ending ending, bool rests = false)
    {
        var waits = ending is Ending.Deferred or Ending.Paused or Ending.Last or Ending.InDoubt or Ending.Unclear;
        var attempt =
            (await box.Get<OutboxDesk>().FindAsync(1, default))!.Value.Attempts.Select(one => one.Outcome)
                .SingleOrDefault("NotTried");
        Assert.That(attempt,
            ending == Ending.Unclear ? Is.AnyOf("Deferred", "InDoubt")
                : Is.EqualTo(ending is Ending.Paused or Ending.Last ? "Deferred" : ending.ToString()));
        var first = waits || ending == Ending.NotTried ? "Ready" : ending.ToString();
        Assert.That(await box.StatesAsync(),
            Is.EqualTo(new[] { first, ending is Ending.NotTried or Ending.Paused ? "Ready" : "Accepted" }));
        var due = await box.OneAsync<DateTimeOffset>("SELECT due_at FROM outbox WHERE id = 1");
        Assert.That(due - OutboxFixture.Slot,
            ending == Ending.Last ? Is.EqualTo(TimeSpan.FromMinutes(40))
                : waits && !rests ? Is.InRange(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(6))
                : Is.EqualTo(TimeSpan.Zero));
        Assert.That(await box.OneAsync<long>("SELECT attempts FROM outbox WHERE id = 1"),
            Is.EqualTo(ending == Ending.NotTried ? 0 : 1));
    }

    /// <summary>
    /// When its time has come and all is well again, everyone has it who was not refused for good, and only what was in
    /// doubt can have come twice.
    /// </summary>
    private static async Task NobodyIsLostAsync(OutboxFixture box, ScriptedSmtpServer relay, Ending ending)
    {
        // A domain that refuses us for our own sake rests longer than one mail waits.
        box.Clock.Advance(ending is Ending.Paused or Ending.Last ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(7));
        await box.Dispatcher.DeliverAsync();
        Assert.That(await box.StatesAsync(),
            Is.EqualTo(new[] { ending == Ending.Rejected ? "Rejected" : "Accepted", "Accepted" }));
        var taken =
            await box.OneAsync<long>("SELECT count(*) FROM outbox WHERE state = 'Accepted' AND relay IS NOT NULL");
        Assert.That(taken, Is.EqualTo(ending == Ending.Rejected ? 1 : 2));
        Assert.That(relay.Received.Select(mail => mail.Data).Distinct().Count(), Is.LessThanOrEqualTo(2),
            "a second attempt is the same mail");
    }
}
