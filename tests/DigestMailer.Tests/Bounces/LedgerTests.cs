using DigestMailer.Bounces;
using DigestMailer.Delivery;
using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;

namespace DigestMailer.Tests.Bounces;

/// <summary>What follows from what came back, and what does not.</summary>
internal sealed class LedgerTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task A_hard_bounce_on_a_return_path_of_ours_suppresses_its_reader_whatever_address_it_names()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(2);
        room.Arrive(
            BouncesFixture.Report(room.ReturnPathOf(1), "forwarded@elsewhere.example",
                diagnostic: "smtp; 550 5.1.1 <forwarded@elsewhere.example> no such user"));
        var report = await room.ReadAsync();
        Assert.That((report.Hard, report.Suppressed), Is.EqualTo((1, 1)));
        Assert.That(await room.SuppressedAsync(), Is.EqualTo(new[] { BouncesFixture.Email(1) }));
        Assert.That(await room.ListAsync<string>("SELECT detail FROM suppressions"),
            Is.EqualTo(new[] { "550 5.1.1 <<address>> no such user" }), "no address is kept");
    }

    [Test]
    public async Task A_request_by_mail_to_unsubscribe_does_what_one_click_does()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(2);
        room.Arrive($"From: reader1@example.com\nTo: {room.ReturnPathOf(1)}\nSubject: Unsubscribe\n\n");
        room.Arrive("From: reader2@example.com\nTo: bounce+2.aaaaaaaaaaaaaaaa@example.org\nSubject: unsubscribe\n\n");
        var report = await room.ReadAsync();
        Assert.That((report.Read, report.Unsubscribed, report.Suppressed), Is.EqualTo((2, 1, 0)));
        Assert.That(await room.ListAsync<string>("SELECT state FROM subscriptions ORDER BY subscriber_id"),
            Is.EqualTo(new[] { "Unsubscribed", "Confirmed" }));
        Assert.That(await room.ListAsync<long>("SELECT subscriber_id FROM outbox WHERE kind = 'Goodbye'"),
            Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task A_mail_begun_twice_and_never_ended_is_skipped_and_the_next_one_read()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(2);
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(1), BouncesFixture.Email(1)));
        var file = Directory.GetFiles(Path.Combine(room.Maildir, "new")).Single();
        var key = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file)));
        await room.RunAsync("INSERT INTO returns_begun(key, times, at) VALUES (@key, 2, 0)", new { key });
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(2), BouncesFixture.Email(2)));
        var report = await room.ReadAsync();
        Assert.That((report.Read, report.Skipped, report.Hard), Is.EqualTo((2, 1, 1)));
        Assert.That(await room.ListAsync<string>("SELECT key FROM returns_begun"), Is.Empty);
        Assert.That((await room.ReadAsync()).Read, Is.Zero);
    }

    [Test]
    public async Task Many_soft_bounces_stop_delivery()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(60);
        for (var reader = 1; reader <= 20; reader++)
        {
            room.Arrive(BouncesFixture.Report(room.ReturnPathOf(reader), BouncesFixture.Email(reader), "5.2.2",
                "smtp; 552 5.2.2 mailbox full"));
        }

        Assert.That((await room.ReadAsync()).Stopped, Does.StartWith("20 soft bounces of 60 mails"));
    }

    [Test]
    public async Task A_mail_larger_than_any_report_is_read_by_its_headers()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(1);
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(1), BouncesFixture.Email(1)) + new string('x', 3_000_000));
        var report = await room.ReadAsync();
        Assert.That((report.Read, report.Hard), Is.EqualTo((1, 0)));
    }

    [TestCase("bounce@example.org")]
    [TestCase("bounce+1.aaaaaaaaaaaaaaaa@example.org")]
    public async Task A_forged_report_suppresses_nobody(string to)
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(1);
        room.Arrive(BouncesFixture.Report(to, BouncesFixture.Email(1)));
        var report = await room.ReadAsync();
        Assert.That((report.Hard, report.Unproven, report.Suppressed), Is.EqualTo((1, 1, 0)));
        Assert.That(await room.SuppressedAsync(), Is.Empty);
    }

    [Test]
    public async Task A_report_without_proof_counts_by_setting_and_only_about_who_was_mailed()
    {
        await using var room = new BouncesFixture(("Bounces:AcceptUnproven", "true"));
        await room.ReadersAsync(2);
        await room.RunAsync("DELETE FROM outbox WHERE subscriber_id = 2");
        room.Arrive(BouncesFixture.Report("bounce@example.org", BouncesFixture.Email(1)));
        room.Arrive(BouncesFixture.Report("bounce@example.org", BouncesFixture.Email(2)));
        await room.ReadAsync();
        Assert.That(await room.SuppressedAsync(), Is.EqualTo(new[] { BouncesFixture.Email(1) }));
    }

    [Test]
    public async Task A_complaint_ends_the_subscription_at_once_even_where_the_address_is_blacked_out()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(2);
        room.Arrive(
            BouncesFixture.Complaint("abuse@example.org",
                $"To: redacted@example.com\nList-Unsubscribe: "
                    + "<https://papers.example.org/unsubscribe/"
                    + $"{room.Get<SignedLinks>().Sign(LinkPurpose.Unsubscribe, 2)}>"));
        var report = await room.ReadAsync();
        Assert.That((report.Complaints, report.Unsubscribed, report.Suppressed), Is.EqualTo((1, 1, 1)));
        Assert.That(await room.ListAsync<string>("SELECT state FROM subscriptions ORDER BY subscriber_id"),
            Is.EqualTo(new[] { "Confirmed", "Unsubscribed" }));
        Assert.That(await room.ListAsync<string>("SELECT source FROM consents"), Is.EqualTo(new[] { "complaint" }));
        Assert.That(await room.SuppressedAsync(), Is.EqualTo(new[] { BouncesFixture.Email(2) }));
    }

    [Test]
    public async Task A_complaint_taken_back_changes_nothing()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(1);
        room.Arrive(
            BouncesFixture.Complaint("abuse@example.org", $"Return-Path: <{room.ReturnPathOf(1)}>", "not-spam"));
        Assert.That((await room.ReadAsync()).NotSpam, Is.EqualTo(1));
        Assert.That(await room.ListAsync<string>("SELECT state FROM subscriptions"), Is.EqualTo(new[] { "Confirmed" }));
    }

    [Test]
    public async Task Reading_a_mailbox_again_changes_nothing()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(3);
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(1), BouncesFixture.Email(1)));
        room.Arrive(
            BouncesFixture.Report(room.ReturnPathOf(2), BouncesFixture.Email(2), "4.4.7", "smtp; 451 try again"));
        room.Arrive(BouncesFixture.Complaint("abuse@example.org", $"Return-Path: <{room.ReturnPathOf(3)}>"));
        await room.ReadAsync();
        var before = await StateAsync(room);
        // The operator restores the mailbox, all unread; or a crash came before the marks.
        foreach (var file in Directory.EnumerateFiles(Path.Combine(room.Maildir, "cur")))
        {
            File.Move(file,
                Path.Combine(room.Maildir, "new",
                    Path.GetFileName(file).Replace(":2,S", "", StringComparison.Ordinal)));
        }

        await room.Get<SuppressionStore>().LiftAsync(BouncesFixture.Email(1));
        var again = await room.ReadAsync();
        Assert.That((again.Read, again.Known, again.Suppressed + again.Unsubscribed), Is.EqualTo((3, 3, 0)));
        Assert.That(await StateAsync(room), Is.EqualTo(before));
        Assert.That(await room.SuppressedAsync(), Does.Not.Contain(BouncesFixture.Email(1)),
            "what the operator lifted stays lifted");
    }

    private static async Task<string> StateAsync(BouncesFixture room) => string.Join(';', [
        .. await room.ListAsync<string>("SELECT kind || at || subscriber_id FROM bounces ORDER BY id"),
        .. await room.ListAsync<string>("SELECT state FROM subscriptions ORDER BY subscriber_id"),
        .. await room.ListAsync<string>("SELECT key FROM returns ORDER BY key")]);

    [Test]
    public async Task Soft_bounces_give_an_address_up_after_five_over_two_weeks_and_a_success_resets_the_count()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(2);
        for (var day = 0; day <= 16; day += 4)
        {
            // Reader 2 gets one mail in between.
            foreach (var reader in new[] { 1, 2 }.Where(reader => reader == 1 || day != 8))
            {
                room.Arrive(
                    BouncesFixture.Report(room.ReturnPathOf(reader), BouncesFixture.Email(reader), "5.2.2",
                        "smtp; 552 5.2.2 full"));
            }

            await room.ReadAsync();
            Assert.That(await room.SuppressedAsync(),
                day < 16 ? Is.Empty : Is.EqualTo(new[] { BouncesFixture.Email(1) }), $"day {day}");
            room.Clock.Advance(TimeSpan.FromDays(4));
            await room.AcceptedAsync(1, room.Clock.GetUtcNow().AddMinutes(-1));
            await room.AcceptedAsync(2, room.Clock.GetUtcNow().AddMinutes(-1));
        }
    }

    [Test]
    public async Task Mail_returned_long_ago_is_forgotten_and_no_longer_counts()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(2);
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(1), BouncesFixture.Email(1)));
        await room.ReadAsync();
        room.Clock.Advance(TimeSpan.FromDays(100));
        room.Arrive(
            BouncesFixture.Report(room.ReturnPathOf(2), BouncesFixture.Email(2), "5.2.2", "smtp; 552 5.2.2 full"));
        await room.ReadAsync();
        room.Clock.Advance(TimeSpan.FromDays(81));
        Assert.That(await room.Get<BounceRetention>().ForgetAsync(default), Is.EqualTo(1));
        Assert.That(await room.ListAsync<long>("SELECT subscriber_id FROM bounces"), Is.EqualTo(new[] { 2 }));
        Assert.That(await room.SuppressedAsync(), Is.EqualTo(new[] { BouncesFixture.Email(1) }),
            "what followed from it stays");
        // The mailbox is put back as it was then.
        await room.Get<SuppressionStore>().LiftAsync(BouncesFixture.Email(1));
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(1), BouncesFixture.Email(1)), BouncesFixture.Now);
        Assert.That((await room.ReadAsync()).Nothing, Is.EqualTo(1));
        Assert.That(await room.SuppressedAsync(), Is.Empty);
    }

    [Test]
    public async Task A_fault_of_ours_suppresses_nobody_however_often_it_comes()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(1);
        for (var day = 0; day < 40; day += 2)
        {
            room.Arrive(
                BouncesFixture.Report(room.ReturnPathOf(1), BouncesFixture.Email(1), "5.7.1",
                    "smtp; 550 5.7.1 blocked by policy"));
            await room.ReadAsync();
            room.Clock.Advance(TimeSpan.FromDays(2));
        }

        Assert.That(await room.SuppressedAsync(), Is.Empty);
    }

    [Test]
    public async Task Too_many_complaints_stop_delivery_until_the_operator_lets_it_go_on()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(5);
        for (var reader = 1; reader <= 3; reader++)
        {
            room.Arrive(BouncesFixture.Complaint("abuse@example.org", $"Return-Path: <{room.ReturnPathOf(reader)}>"));
        }

        Assert.That((await room.ReadAsync()).Stopped, Does.StartWith("3 complaints about 5 mails"));
        var stopped = await room.Get<Dispatcher>().DeliverAsync();
        Assert.That(stopped.Stopped, Does.Contain("bounces reset"));
        Assert.That((await room.ReadAsync()).Stopped, Is.Null, "it is reported once");
        Assert.That(await room.Get<Brake>().ReleaseAsync(), Is.True);
        Assert.That((await room.ReadAsync()).Stopped, Is.Null, "what was counted is not counted again");
        Assert.That((await room.Get<Dispatcher>().DeliverAsync()).Stopped, Is.Null);
    }

    [TestCase(10, 200, false)]
    [TestCase(11, 200, true)]
    [TestCase(9, 20, false)]
    public async Task Delivery_stops_above_five_percent_dead_addresses_if_at_least_ten(int dead,
        int mails, bool stops)
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(1);
        await room.RunAsync(
            """
            DELETE FROM outbox;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @mails)
            INSERT INTO outbox(subscriber_id, slot, kind, state, due_at, expires_at, done_at)
                SELECT 1, i, 'Digest', 'Accepted', 0, 0, @at FROM n;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @dead)
            INSERT INTO bounces(subscriber_id, kind, evidence, at) SELECT 1, 'Hard', '', @at FROM n;
            """,
            new { dead, mails, at = BouncesFixture.Now.AddHours(-1) });
        Assert.That((await room.ReadAsync()).Stopped is not null, Is.EqualTo(stops));
    }
}
