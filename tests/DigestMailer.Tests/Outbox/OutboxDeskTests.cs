using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;
using DigestMailer.Tests.Delivery.Relays;

namespace DigestMailer.Tests.Outbox;

/// <summary>
/// What the operator sees of the outbox, and settles; and that a mail in doubt never comes again as other mail.
/// </summary>
internal sealed class OutboxDeskTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task Each_attempt_is_kept_with_what_the_relay_said()
    {
        await using var relay = Answering("450 4.2.2 mailbox full", "550 5.1.1 no such user");
        await using var box = await TriedTwiceAsync(relay);
        var (row, attempts) = (await box.Get<OutboxDesk>().FindAsync(1, default))!.Value;
        Assert.That((row.To, row.State, row.Attempts), Is.EqualTo(("reader1@example.com", MailState.Rejected, 2)));
        Assert.That(attempts.Select(attempt => (attempt.Outcome, attempt.Code, attempt.Enhanced)),
            Is.EqualTo(new (string, int?, string?)[] { ("Deferred", 450, "4.2.2"), ("Rejected", 550, "5.1.1") }));
        Assert.That(attempts.Select(attempt => attempt.Relay), Is.All.EqualTo($"127.0.0.1:{relay.Port}"));
        Assert.That(attempts[0].Text, Does.Contain("mailbox full"));
    }

    [Test]
    public async Task A_mail_accepted_at_once_has_its_only_attempt_in_its_row()
    {
        await using var relay =
            new ScriptedSmtpServer((verb, _) => verb == "DOT" ? "250 2.0.0 queued as 4Zx" : null).Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        await box.Dispatcher.DeliverAsync();
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM attempts"), Is.Zero);
        var attempt = (await box.Get<OutboxDesk>().FindAsync(1, default))!.Value.Attempts.Single();
        Assert.That((attempt.At, attempt.Relay, attempt.Outcome),
            Is.EqualTo((box.Clock.GetUtcNow(), $"127.0.0.1:{relay.Port}", "Accepted")));
        Assert.That((attempt.Code, attempt.Enhanced, attempt.Text),
            Is.EqualTo((250, "2.0.0", "250 2.0.0 queued as 4Zx")));
    }

    [Test]
    public async Task A_mail_accepted_after_a_refusal_shows_both()
    {
        await using var relay = Answering("450 4.2.2 mailbox full", null);
        await using var box = await TriedTwiceAsync(relay);
        Assert.That(
            (await box.Get<OutboxDesk>().FindAsync(1, default))!.Value.Attempts.Select(attempt => attempt.Outcome),
            Is.EqualTo(new[] { "Deferred", "Accepted" }));
    }

    [Test]
    public async Task A_mail_in_doubt_that_expires_keeps_its_place_in_history()
    {
        await using var relay =
            new ScriptedSmtpServer((verb, _) => verb == "DOT" ? ScriptedSmtpServer.Drop : null).Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        await box.Dispatcher.DeliverAsync();
        box.Clock.Advance(TimeSpan.FromHours(20));
        Assert.That((await box.Dispatcher.DeliverAsync()).Expired, Is.EqualTo(1));
        Assert.That(await box.OneAsync<long>("SELECT last_digest_id FROM subscriptions"), Is.EqualTo(2),
            "it may have arrived, and a paper comes once");
    }

    [Test]
    public async Task A_held_mail_is_sent_when_the_operator_says_so()
    {
        var lost = true;
        await using var relay =
            new ScriptedSmtpServer(
                (verb, _) => verb == "DOT" && Interlocked.Exchange(ref lost, false) ? ScriptedSmtpServer.Drop : null)
                .Start();
        await using var box = new OutboxFixture(relay.Port, ("HoldInDoubt", "true"));
        await box.ReadyAsync(1);
        await box.Dispatcher.DeliverAsync();
        box.Clock.Advance(TimeSpan.FromHours(30));
        Assert.That(await box.Get<OutboxDesk>().RetryAsync(1, default), Is.Null);
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(1));
        Assert.That(relay.Received.Select(mail => mail.MessageId).Distinct().Count(), Is.EqualTo(1));
    }

    [TestCase("InDoubt", 2)]
    [TestCase("Ready", 1)]
    public async Task A_cancelled_mail_gives_its_papers_back_unless_it_is_in_doubt(string state, long history)
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(1);
        await box.RunAsync("UPDATE outbox SET state = @state", new { state });
        if (state == "InDoubt")
        {
            await box.RunAsync(
                "INSERT INTO attempts(outbox_id, at, outcome, text) VALUES (1, 0, 'InDoubt', 'the connection broke')");
        }

        Assert.That(await box.Get<OutboxDesk>().CancelAsync(1, default), Is.Null);
        Assert.That(await box.StatesAsync(), Is.EqualTo(new[] { "Cancelled" }));
        Assert.That(await box.OneAsync<long>("SELECT last_digest_id FROM subscriptions"), Is.EqualTo(history));
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.Zero);
    }

    [Test]
    public async Task A_rejected_mail_is_sent_again_with_its_history()
    {
        var refusing = true;
        await using var relay =
            new ScriptedSmtpServer((verb, _) => verb == "RCPT" && refusing ? "550 5.1.1 no such user" : null).Start();
        await using var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        await box.Dispatcher.DeliverAsync();
        refusing = false;
        Assert.That(await box.Get<OutboxDesk>().RetryAsync(1, default), Is.Null);
        Assert.That(await box.OneAsync<long>("SELECT last_digest_id FROM subscriptions"), Is.EqualTo(2));
        Assert.That((await box.Dispatcher.DeliverAsync()).Accepted, Is.EqualTo(1));
    }

    [Test]
    public async Task Mail_whose_papers_went_into_a_later_digest_is_not_sent_again()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(1);
        await box.Made.DigestAsync(3, OutboxFixture.Slot.AddDays(1), [1], previous: 1);
        await box.RunAsync("UPDATE outbox SET state = 'Rejected'; UPDATE subscriptions SET last_digest_id = 3");
        Assert.That(await box.Get<OutboxDesk>().RetryAsync(1, default), Does.Contain("later digest"));
    }

    [TestCase("Accepted", "not sent twice")]
    [TestCase("Taken", "is being sent")]
    public async Task Mail_that_was_sent_or_is_being_sent_is_left_alone(string state, string reason)
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(1);
        await box.RunAsync("UPDATE outbox SET state = @state, worker = 'x', lease_until = 1", new { state });
        Assert.That(await box.Get<OutboxDesk>().RetryAsync(1, default), Does.Contain(reason));
        Assert.That(await box.Get<OutboxDesk>().CancelAsync(1, default), Does.Contain(reason));
    }

    [Test]
    public async Task The_list_shows_the_latest_and_counts_all()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(3);
        await box.RunAsync("UPDATE outbox SET state = 'Accepted' WHERE id = 1");
        var desk = box.Get<OutboxDesk>();
        Assert.That((await desk.ListAsync([MailState.Ready], null, 50, default)).Select(row => row.Id),
            Is.EqualTo(new[] { 3, 2 }));
        Assert.That((await desk.ListAsync([], "reader1@example.com", 50, default)).Single().State,
            Is.EqualTo(MailState.Accepted));
        Assert.That(await desk.CountAsync(default),
            Is.EquivalentTo(new Dictionary<string, long> { ["Accepted"] = 1, ["Ready"] = 2 }));
    }

    [Test]
    public async Task A_mail_that_does_not_exist_or_has_ended_is_named_in_the_answer()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(1);
        var desk = box.Get<OutboxDesk>();
        Assert.That(await desk.FindAsync(99, default), Is.Null);
        Assert.That(await desk.RetryAsync(99, default), Is.EqualTo("There is no mail 99 in the outbox."));
        Assert.That(await desk.CancelAsync(99, default), Is.EqualTo("There is no mail 99 in the outbox."));
        await box.RunAsync("UPDATE outbox SET state = 'Expired'");
        Assert.That(await desk.CancelAsync(1, default), Is.EqualTo("1 is Expired already."));
    }

    [Test]
    public async Task A_mail_whose_answer_is_unknown_shows_an_attempt_without_words()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(1);
        await box.RunAsync("UPDATE outbox SET state = 'Accepted'");
        var attempt = (await box.Get<OutboxDesk>().FindAsync(1, default))!.Value.Attempts.Single();
        Assert.That((attempt.Text, attempt.Code, attempt.Enhanced), Is.EqualTo(("", (int?)null, (string?)null)));
    }

    /// <param name="replies">To each RCPT in turn; null takes it.</param>
    private static ScriptedSmtpServer Answering(params string?[] replies)
    {
        var left = new Queue<string?>(replies);
        return new ScriptedSmtpServer((verb, _) => verb == "RCPT" ? left.Dequeue() : null).Start();
    }

    private static async Task<OutboxFixture> TriedTwiceAsync(ScriptedSmtpServer relay)
    {
        var box = new OutboxFixture(relay.Port);
        await box.ReadyAsync(1);
        await box.Dispatcher.DeliverAsync();
        box.Clock.Advance(TimeSpan.FromMinutes(7));
        await box.Dispatcher.DeliverAsync();
        return box;
    }
}
