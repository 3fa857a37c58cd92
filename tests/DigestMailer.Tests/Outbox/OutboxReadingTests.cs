using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;
using DigestMailer.Tests.Delivery;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Outbox;

/// <summary>What others read of the outbox: pages of readers, their record, and mail that goes to another address.
/// </summary>
internal sealed class OutboxReadingTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task The_mail_of_a_reader_is_read_a_part_at_a_time_the_latest_first()
    {
        await using var box = await AcceptedAsync();
        var mail = box.Get<ReaderMail>();
        var first = await mail.ReadAsync(1, null, 2, default);
        Assert.That(first.Select(row => row.Id), Is.EqualTo(new[] { 5L, 3L }));
        Assert.That((await mail.ReadAsync(1, 3, 2, default)).Select(row => row.Id), Is.EqualTo(new[] { 1L }));
        Assert.That((await mail.FindAsync(5, default))?.DigestId, Is.EqualTo(2));
        Assert.That(await mail.FindAsync(7, default), Is.Null);
    }

    [Test]
    public async Task The_record_of_a_person_has_all_their_mail_and_nobody_elses()
    {
        await using var box = await AcceptedAsync();
        await using var connection = await box.Get<Database>().OpenAsync();
        var (field, rows) = (await new MailOfPerson().OfAsync(connection, 1))!.Value;
        Assert.That(field, Is.EqualTo("mail"));
        Assert.That(((IEnumerable<object>)rows).Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task Papers_that_were_sent_are_counted_for_each_reader()
    {
        await using var box = await AcceptedAsync();
        Assert.That(await box.Get<SentMail>().PapersBySubscriberAsync(default),
            Is.EquivalentTo(new Dictionary<long, int> { [1] = 2, [2] = 2 }));
    }

    [Test]
    public async Task An_attempt_names_the_step_of_the_dialogue_where_it_is_known()
    {
        await using var box = new OutboxFixture();
        await box.ReadyAsync(2);
        var items = (await box.Get<OutboxClaims>().ClaimAsync("one", 10, null, default)).Items;
        var outcome = new Outcome(OutcomeKind.Deferred, "450 later");
        await box.Get<OutboxOutcomes>().RecordAsync("one", [Ended(items[0], outcome),
            Ended(items[1], outcome with { Phase = SmtpPhase.Recipient })], default);
        Assert.That(await box.ReadAsync<string?>("SELECT phase FROM attempts ORDER BY outbox_id"),
            Is.EqualTo(new[] { null, "Recipient" }));

        static EndedAttempt Ended(OutboxItem item, Outcome outcome) =>
            new(item, outcome, MailEvent.Returned, OutboxFixture.Slot);
    }

    [TestCase(null, false)]
    [TestCase("My alert", true)]
    public void A_mail_looks_named_where_its_digest_has_a_name(string? digest, bool named) =>
        Assert.That(new OutboxItem { Digest = digest }.Look.Named, Is.EqualTo(named));

    [Test]
    public async Task A_reader_is_moved_to_an_address_that_may_be_mailed_with_a_proof()
    {
        await using var box = new OutboxFixture();
        var store = box.Get<SubscriberStore>();
        await store.EnrolAsync([new("ana@example.org", null, new Wishes { Topics = TopicSet.Create([], []) }, true,
            "test", "form")]);
        var ana = (await store.FindAsync("ana@example.org"))!;
        await box.Get<SuppressionStore>().AddAsync("gone@example.org", SuppressionReason.Erased, null);
        Assert.That(await MoveAsync("gone@example.org"), Is.EqualTo(MoveEnd.Suppressed));
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM address_changes"), Is.Zero, "nothing is kept");
        Assert.That(await MoveAsync("new@example.org"), Is.EqualTo(MoveEnd.Done));
        Assert.That(await box.OneAsync<string>("SELECT email FROM subscribers"), Is.EqualTo("new@example.org"));
        Assert.That(await box.OneAsync<string>("SELECT wording FROM consents WHERE source = 'command'"),
            Is.EqualTo("letter of today"));
        Assert.That(await box.OneAsync<string>("SELECT source FROM address_changes"), Is.EqualTo("command"));
        Assert.That(await box.OneAsync<string>("SELECT letter FROM outbox"), Is.EqualTo("Moved"));

        Task<MoveEnd> MoveAsync(string email) => box.Get<AddressMove>().MoveAsync(ana, email, "letter of today",
            default);
    }

    /// <summary>Two readers who got three digests each, in turn; the second one had no paper.</summary>
    private static async Task<OutboxFixture> AcceptedAsync()
    {
        var box = new OutboxFixture();
        await box.ReadyAsync(2);
        await box.Made.MailToAllAsync(1, OutboxFixture.Slot.AddHours(1));
        await box.Made.MailToAllAsync(2, OutboxFixture.Slot.AddHours(2));
        await box.RunAsync("UPDATE outbox SET state = 'Accepted'");
        return box;
    }
}
