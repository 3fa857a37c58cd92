using DigestMailer.Delivery;
using DigestMailer.Digests.Mail;
using DigestMailer.Events;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;

namespace DigestMailer.Tests.Outbox;

/// <summary>What is written down of attempts, in one transaction for many.</summary>
internal sealed class OutboxOutcomesTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const string Relay = "relay.example.org:25";

    [Test]
    public async Task Of_each_attempt_is_kept_what_somebody_will_ask_for()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(3);
        await box.RunAsync($"INSERT INTO event_kinds(kind) VALUES ('{EventKind.DigestSent}')");
        await box.Get<Database>().WriteAsync(transaction =>
            box.Get<Letters>().AddAsync(transaction, 1, LetterKind.Confirm));
        var items = (await box.Get<OutboxClaims>().ClaimAsync("one", 10, null, default)).Items;
        var letter = items.Single(item => item.DigestId is null);
        var digests = items.Where(item => item.DigestId is not null).OrderBy(item => item.SubscriberId).ToList();
        var later = box.Clock.GetUtcNow().AddMinutes(5);
        await box.Get<OutboxOutcomes>().RecordAsync("one",
        [
            Ended(letter, OutcomeKind.Accepted, "250 2.0.0 taken", MailEvent.Accepted, later),
            Ended(digests[0], OutcomeKind.Accepted, "250 2.0.0 taken", MailEvent.Accepted, later),
            Ended(digests[1], OutcomeKind.Deferred, "451 4.3.0 later", MailEvent.Returned, later),
            Ended(digests[2], OutcomeKind.InDoubt, "no answer", MailEvent.LeftInDoubt, later),
        ], default);

        Assert.That(await box.ReadAsync<(string, bool)>(
                "SELECT state, done_at IS NOT NULL FROM outbox WHERE kind = 'Digest' ORDER BY subscriber_id"),
            Is.EqualTo(new[] { ("Accepted", true), ("Ready", false), ("InDoubt", true) }));
        Assert.That(await box.ReadAsync<string>("SELECT outcome FROM attempts ORDER BY id"),
            Is.EqualTo(new[] { "Deferred", "InDoubt" }), "one that was accepted at once is in its own row");
        Assert.That(await box.ReadAsync<string>("SELECT text FROM attempts ORDER BY id"),
            Is.EqualTo(new[] { "451 4.3.0 later", "no answer" }));
        Assert.That(await box.ReadAsync<long>("SELECT subscriber_id FROM events"),
            Is.EqualTo(new[] { digests[0].SubscriberId }), "of the digest alone");
        Assert.That(await box.ReadAsync<(string, long)>("SELECT relay, mails FROM relay_days"),
            Is.EqualTo(new[] { (Relay, 3L) }), "what is in doubt may have been taken");
        Assert.That(await box.OneAsync<long>("SELECT due_at FROM outbox WHERE state = 'Ready'"),
            Is.EqualTo(later.ToUnixTimeMilliseconds()));
    }

    [TestCase(23, false)]
    [TestCase(25, true)]
    public async Task The_same_letter_goes_out_once_a_day_and_is_of_no_use_after_two(int hours, bool again)
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(1);
        Assert.That(await AddAsync(box), Is.True);
        Assert.That(await box.OneAsync<long>("SELECT expires_at - slot FROM outbox WHERE kind = 'Confirm'"),
            Is.EqualTo((long)TimeSpan.FromDays(2).TotalMilliseconds));
        box.Clock.Advance(TimeSpan.FromHours(hours));
        Assert.That(await AddAsync(box), Is.EqualTo(again));
    }

    private static Task<bool> AddAsync(OutboxFixture box) => box.Get<Database>().WriteAsync(transaction =>
        box.Get<Letters>().AddAsync(transaction, 1, LetterKind.Confirm));

    private static EndedAttempt Ended(OutboxItem item, OutcomeKind kind, string reply, MailEvent end,
        DateTimeOffset due) => new(item, new Outcome(kind, reply) { Relay = Relay }, end, due);
}
