using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Imports;
using DigestMailer.Subscribers.Several;
using DigestMailer.Tests.Delivery;
using DigestMailer.Topics;

namespace DigestMailer.Tests.Subscribers.Several;

/// <summary>
/// Readers with several digests: how they are added, named, listed, ended, moved and taken elsewhere.
/// </summary>
internal sealed class ReaderDigestsTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const string Ana = "ana@example.org";

    [Test]
    public async Task A_further_digest_of_a_confirmed_reader_is_confirmed_with_a_consent_of_its_own()
    {
        await using var box = new OutboxFixture();
        Assert.That(await AddAsync(box, null), Is.EqualTo(Enrolled.Added));
        Assert.That(await AddAsync(box, "My alert", every: "match", confirmed: false), Is.EqualTo(Enrolled.Added));
        var all = await ListAsync(box);
        Assert.That(all.Select(one => (one.Digest, one.State, one.Email, one.Wishes.Rhythm.Every)), Is.EqualTo(
            new (string?, SubscriptionState, string, Every)[]
            {
                (null, SubscriptionState.Confirmed, Ana, Every.Day),
                ("My alert", SubscriptionState.Confirmed, Ana, Every.Match),
            }));
        Assert.That(await box.OneAsync<int>($"SELECT count(*) FROM consents WHERE subscriber_id = {all[1].Id}"),
            Is.EqualTo(1));
        Assert.That((await box.Get<SubscriberStore>().FindAsync(Ana))!.Id, Is.EqualTo(all[0].Id),
            "an address leads to the first digest");
    }

    [TestCase("My alert")]
    [TestCase("MY ALERT")]
    [TestCase("my  alert")]
    public async Task The_same_name_in_any_case_is_the_same_digest(string name)
    {
        await using var box = new OutboxFixture();
        await AddAsync(box, null);
        await AddAsync(box, "My alert");
        var end = await AddAsync(box, name, every: "week");
        Assert.That(end, Is.EqualTo(name.Contains("  ", StringComparison.Ordinal) ? Enrolled.Added : Enrolled.Changed));
    }

    [Test]
    public async Task A_name_can_be_changed_but_not_to_that_of_another_digest()
    {
        await using var box = new OutboxFixture();
        await AddAsync(box, null);
        await AddAsync(box, "One");
        await AddAsync(box, "Two");
        var all = await ListAsync(box);
        var digests = box.Get<ReaderDigests>();
        Assert.That(await digests.RenameAsync(all[1].Id, "TWO"), Is.False);
        Assert.That(await digests.RenameAsync(all[1].Id, "ONE"), Is.True, "its own in another case");
        Assert.That(await digests.RenameAsync(all[0].Id, "Morning"), Is.True);
        Assert.That(await digests.RenameAsync(all[2].Id, "morning"), Is.False);
        Assert.That(await AddAsync(box, "one", every: "week"), Is.EqualTo(Enrolled.Changed));
        Assert.That((await ListAsync(box)).Select(one => one.Digest), Is.EqualTo(new[] { "Morning", "one", "Two" }));
    }

    [Test]
    public async Task A_further_digest_begins_with_what_its_reader_was_sent()
    {
        await using var box = new OutboxFixture();
        await AddAsync(box, null);
        await box.PaperAsync(1, "A paper");
        await box.Planner.PlanAsync();
        await box.RunAsync("UPDATE outbox SET state = 'Accepted', done_at = slot");
        await AddAsync(box, "My alert", every: "match");
        await box.PaperAsync(2, "Another paper");
        await box.Planner.PlanAsync();
        Assert.That(await box.ReadAsync<(string, long)>(
            "SELECT o.kind, p.paper_id FROM outbox o JOIN digest_papers p ON p.digest_id = o.digest_id ORDER BY o.id"),
            Is.EqualTo(new[] { ("Digest", 1L), ("Alert", 2L) }));
    }

    [Test]
    public async Task Ten_digests_are_the_most()
    {
        await using var box = new OutboxFixture();
        await AddAsync(box, null);
        for (var i = 2; i <= ReaderDigests.Most; i++)
        {
            Assert.That(await AddAsync(box, $"Digest {i}"), Is.EqualTo(Enrolled.Added));
        }

        Assert.That(await AddAsync(box, "One more"), Is.EqualTo(Enrolled.Full));
        Assert.That(await ListAsync(box), Has.Count.EqualTo(ReaderDigests.Most));
    }

    [Test]
    public async Task People_who_left_all_digests_do_not_come_back_by_a_further_one()
    {
        await using var box = new OutboxFixture();
        await AddAsync(box, null);
        await AddAsync(box, "One");
        var all = await ListAsync(box);
        Assert.That(await box.Get<Database>().WriteAsync(transaction =>
            ReaderDigests.LeaveAsync(transaction, box.Get<SubscriptionLife>(), all[1].Id, new Consent("link"))),
            Is.EqualTo(2));
        Assert.That(await AddAsync(box, "Two"), Is.EqualTo(Enrolled.Left));
        Assert.That((await ListAsync(box)).Select(one => one.State),
            Is.All.EqualTo(SubscriptionState.Unsubscribed));
    }

    [Test]
    public async Task Digests_of_an_address_that_nobody_confirmed_begin_with_the_first_one()
    {
        await using var box = new OutboxFixture();
        await AddAsync(box, null, confirmed: false);
        await AddAsync(box, "One", confirmed: false);
        var all = await ListAsync(box);
        Assert.That(all.Select(one => one.State), Is.All.EqualTo(SubscriptionState.Pending));
        await box.Get<SubscriptionLife>().ConfirmAsync(all[0].Id, new Consent("form"));
        Assert.That((await ListAsync(box)).Select(one => one.State), Is.All.EqualTo(SubscriptionState.Confirmed));
    }

    [Test]
    public async Task One_digest_ends_while_the_others_go_on()
    {
        await using var box = new OutboxFixture();
        await AddAsync(box, null);
        await AddAsync(box, "One");
        var all = await ListAsync(box);
        await box.Get<ReaderDigests>().RemoveAsync(all[0], new Consent("command"));
        Assert.That((await ListAsync(box)).Select(one => (one.State, one.ReaderState)), Is.EqualTo(new[]
        {
            (SubscriptionState.Unsubscribed, SubscriptionState.Confirmed),
            (SubscriptionState.Confirmed, SubscriptionState.Confirmed),
        }), "the first one is the reader, and only ends");
        await box.Get<ReaderDigests>().RemoveAsync(all[1], new Consent("command"));
        Assert.That(await ListAsync(box), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Erasing_by_the_link_of_any_digest_erases_all_of_them()
    {
        await using var box = new OutboxFixture();
        await AddAsync(box, null);
        await AddAsync(box, "One");
        await box.Get<SubscriptionLife>().EraseAsync((await ListAsync(box))[1].Id);
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM subscribers"), Is.Zero);
        Assert.That(await box.OneAsync<int>("SELECT count(*) FROM subscriptions"), Is.Zero);
        Assert.That(await box.Get<SuppressionStore>().IsSuppressedAsync(Ana), Is.True);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task An_export_imported_elsewhere_gives_the_same_digests(bool named)
    {
        await using var here = new OutboxFixture();
        await AddAsync(here, null);
        await AddAsync(here, "My codec alert", every: "match");
        await AddAsync(here, "Best, of the week", every: "week");
        if (named)
        {
            await here.Get<ReaderDigests>().RenameAsync((await ListAsync(here))[0].Id, "Morning");
        }

        var csv = await CsvAsync(here);
        Assert.That(csv, Does.Not.Contain("digest.invalid"));
        await using var there = new OutboxFixture();
        var read = there.Get<SubscriberCsv>().Read(new StringReader(csv), confirmed: true);
        Assert.That(read.Faults, Is.Empty);
        Assert.That(await there.Get<SubscriberStore>().EnrolAsync(read.People), Is.All.EqualTo(Enrolled.Added));
        Assert.That(await CsvAsync(there), Is.EqualTo(csv));
        Assert.That(await there.Get<SubscriberStore>().EnrolAsync(read.People), Is.All.EqualTo(Enrolled.Changed));
        Assert.That(await CsvAsync(there), Is.EqualTo(csv), "twice as well as once");
    }

    [TestCase("yes", null)]
    [TestCase("weekly", null)]
    [TestCase("My alert", "My alert")]
    public async Task A_column_digest_of_another_program_that_names_none_is_not_a_name(string value, string? name)
    {
        await using var box = new OutboxFixture();
        var read = box.Get<SubscriberCsv>().Read(new StringReader($"email,digest\n{Ana},{value}\n"), confirmed: false);
        Assert.That(read.People.Single().Digest, Is.EqualTo(name));
    }

    [Test]
    public async Task Their_record_has_all_digests_and_no_internal_address()
    {
        await using var box = new OutboxFixture();
        await AddAsync(box, null);
        await AddAsync(box, "My alert", every: "match");
        foreach (var one in await ListAsync(box))
        {
            var record = System.Text.Json.JsonSerializer.Serialize(await box.Get<PersonalRecord>().OfAsync(one.Id));
            Assert.That(record, Does.Contain(Ana).And.Contain("My alert").And.Not.Contain("digest.invalid"));
        }
    }

    private static async Task<string> CsvAsync(OutboxFixture box)
    {
        await using var text = new StringWriter();
        await SubscriberExport.WriteAsync(text, box.Get<SubscriberStore>().ListAsync(),
            named: await box.Get<ReaderDigests>().AreNamedAsync());
        return text.ToString();
    }

    private static async Task<Enrolled> AddAsync(OutboxFixture box, string? digest, string every = "day",
        bool confirmed = true)
    {
        var (wishes, fault) = new WishesInput([], []) { ["every"] = every }.Check(new TopicCatalogue([]));
        Assert.That(fault, Is.Null);
        return (await box.Get<SubscriberStore>()
            .EnrolAsync([new Enrolment(Ana, null, wishes!, confirmed, "test", "test")
        {
            Digest = digest,
        }]))[0];
    }

    private static async Task<IReadOnlyList<Subscriber>> ListAsync(OutboxFixture box) =>
        await box.Get<ReaderDigests>().ListAsync((await box.Get<SubscriberStore>().FindAsync(Ana))!.Id);
}
