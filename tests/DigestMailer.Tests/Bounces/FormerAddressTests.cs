using DigestMailer.Outbox;
using DigestMailer.Storage;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Moves;

namespace DigestMailer.Tests.Bounces;

/// <summary>Reports about an address that a subscription has left, or was asked to move to.</summary>
internal sealed class FormerAddressTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const string New = "ana@elsewhere.example";

    [Test]
    public async Task A_late_bounce_of_the_old_address_suppresses_it_alone()
    {
        await using var room = await MovedAsync();
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(1), BouncesFixture.Email(1)));
        Assert.That((await room.ReadAsync()).Suppressed, Is.EqualTo(1));
        Assert.That(await IsSuppressedAsync(room, BouncesFixture.Email(1)), Is.True);
        Assert.That(await IsSuppressedAsync(room, New), Is.False);
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(1), New));
        Assert.That((await room.ReadAsync()).Suppressed, Is.EqualTo(1));
        Assert.That(await IsSuppressedAsync(room, New), Is.True);
    }

    [Test]
    public async Task A_bounce_that_names_neither_says_nothing_for_days_after_the_move()
    {
        await using var room = await MovedAsync();
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(1), "forwarded@third.example"));
        Assert.That((await room.ReadAsync()).Suppressed, Is.Zero);
        room.Clock.Advance(TimeSpan.FromDays(6));
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(1), "forwarded@third.example"));
        Assert.That((await room.ReadAsync()).Suppressed, Is.EqualTo(1));
        Assert.That(await IsSuppressedAsync(room, New), Is.True);
    }

    [Test]
    public async Task A_bounce_of_the_letter_that_asks_leaves_the_reader_alone()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(1);
        await room.Get<AddressChanges>().AskAsync(await ReaderAsync(room), New, null);
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(1), New));
        await room.ReadAsync();
        Assert.That(await IsSuppressedAsync(room, BouncesFixture.Email(1)), Is.False);
        Assert.That(await IsSuppressedAsync(room, New), Is.True);
    }

    [Test]
    public async Task A_relay_that_refuses_a_letter_says_nothing_of_the_readers_own_address()
    {
        await using var room = new BouncesFixture();
        await room.ReadersAsync(1);
        await room.Get<AddressChanges>().AskAsync(await ReaderAsync(room), New, null);
        await room.RunAsync(
            "INSERT INTO outbox(subscriber_id, slot, kind, letter, change_id, state, due_at, expires_at, done_at, "
                + "reply) "
                + "SELECT 1, 5, 'Goodbye', 'Move', id, 'Rejected', @at, @at, @at, '550 5.1.1 no such user' "
                + "FROM address_changes",
            new { at = BouncesFixture.Now });
        await room.RunAsync(
            "INSERT INTO attempts(outbox_id, at, outcome, text, phase) SELECT id, @at, 'Rejected', "
                + "'550 5.1.1 no such user', 'Recipient' FROM outbox WHERE letter = 'Move'",
            new { at = BouncesFixture.Now });
        await room.ReadAsync();
        Assert.That(await IsSuppressedAsync(room, BouncesFixture.Email(1)), Is.False);
        Assert.That(await IsSuppressedAsync(room, New), Is.True);
    }

    private static async Task<BouncesFixture> MovedAsync()
    {
        var room = new BouncesFixture();
        await room.ReadersAsync(1);
        Assert.That(await room.Get<AddressMove>().MoveAsync(await ReaderAsync(room), New, "by letter", default),
            Is.EqualTo(MoveEnd.Done));
        return room;
    }

    private static async Task<Subscriber> ReaderAsync(BouncesFixture room) =>
        (await room.Get<SubscriberStore>().FindAsync(1))!;

    private static Task<bool> IsSuppressedAsync(BouncesFixture room, string email) =>
        room.Get<SuppressionStore>().IsSuppressedAsync(email);
}
