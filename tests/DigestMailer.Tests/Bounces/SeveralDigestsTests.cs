using DigestMailer.Storage;

namespace DigestMailer.Tests.Bounces;

/// <summary>
/// What comes back from a mail of one of several digests is said of its reader's address, and so of all.
/// </summary>
internal sealed class SeveralDigestsTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task A_complaint_about_one_digest_ends_all_of_its_reader()
    {
        await using var room = await RoomAsync();
        room.Arrive(BouncesFixture.Complaint("abuse@example.org", $"Return-Path: <{room.ReturnPathOf(2)}>"));
        var report = await room.ReadAsync();
        Assert.That((report.Complaints, report.Unsubscribed, report.Suppressed), Is.EqualTo((1, 1, 1)));
        Assert.That(await room.ListAsync<string>("SELECT state FROM subscriptions ORDER BY subscriber_id"),
            Is.EqualTo(new[] { "Unsubscribed", "Unsubscribed", "Confirmed" }));
        Assert.That(await room.SuppressedAsync(), Is.EqualTo(new[] { BouncesFixture.Email(1) }));
    }

    [Test]
    public async Task A_hard_bounce_of_a_further_digest_suppresses_the_address_of_its_reader()
    {
        await using var room = await RoomAsync();
        room.Arrive(BouncesFixture.Report(room.ReturnPathOf(2), BouncesFixture.Email(1)));
        await room.ReadAsync();
        Assert.That(await room.SuppressedAsync(), Is.EqualTo(new[] { BouncesFixture.Email(1) }));
        Assert.That(await room.ListAsync<long>("SELECT subscriber_id FROM bounces"), Is.EqualTo(new[] { 1L }));
    }

    /// <summary>Readers 1 and 3, and 2 as a further digest of the first.</summary>
    private static async Task<BouncesFixture> RoomAsync()
    {
        var room = new BouncesFixture();
        await room.ReadersAsync(3);
        await room.RunAsync(
            """
            UPDATE subscribers SET reader_id = 1, digest = 'Alert', email = 'x@digest.invalid', address_hash = 'x'
            WHERE id = 2;
            UPDATE subscriptions SET reader_id = 1 WHERE subscriber_id < 3;
            """);
        return room;
    }
}
