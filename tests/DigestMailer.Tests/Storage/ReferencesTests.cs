using System.Data.Common;
using DigestMailer.Storage;
using DigestMailer.Tests.Delivery;

namespace DigestMailer.Tests.Storage;

/// <summary>
/// What a row of the outbox names is there, and stays as long as the row does; whether a foreign key or a trigger sees
/// to it.
/// </summary>
internal sealed class ReferencesTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const string Add =
        "INSERT INTO outbox(subscriber_id, slot, kind, digest_id, state, due_at, expires_at) VALUES ";

    [TestCase("(1, 5, 'Digest', 2, 'Ready', 5, 6), (99, 5, 'Digest', 2, 'Ready', 5, 6)")]
    [TestCase("(1, 5, 'Digest', 2, 'Ready', 5, 6), (2, 5, 'Digest', 99, 'Ready', 5, 6)")]
    [TestCase("(99, 5, 'Confirm', NULL, 'Ready', 5, 6)")]
    public async Task A_row_that_names_a_missing_row_is_rejected_with_its_batch(string rows)
    {
        await using var box = await ReadyAsync();
        await RefusedAsync(box, Add + rows);
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM outbox"), Is.EqualTo(3));
    }

    [Test]
    public async Task Rows_may_share_what_they_name_and_name_no_digest()
    {
        await using var box = await ReadyAsync();
        await box.RunAsync(
            Add + "(1, 5, 'Digest', 2, 'Ready', 5, 6), (1, 6, 'Digest', 1, 'Ready', 5, 6), (2, 5, 'Digest', 1, "
                + "'Ready', 5, 6), (1, 5, 'Goodbye', NULL, 'Ready', 5, 6)");
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM outbox"), Is.EqualTo(7));
    }

    [TestCase("DELETE FROM digests WHERE id = 2")]
    [TestCase("UPDATE outbox SET digest_id = 99")]
    [TestCase("UPDATE outbox SET subscriber_id = 99 WHERE subscriber_id = 1")]
    public async Task A_change_that_would_leave_a_dangling_reference_is_rejected(string change)
    {
        await using var box = await ReadyAsync();
        await RefusedAsync(box, change);
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM outbox WHERE digest_id = 2"), Is.EqualTo(3));
    }

    [Test]
    public async Task Deleting_a_subscriber_deletes_the_mails_and_their_attempts()
    {
        await using var box = await ReadyAsync();
        await box.RunAsync(
            "INSERT INTO attempts(outbox_id, at, outcome, text) SELECT id, 1, 'Deferred', '450 later' FROM outbox");
        await box.RunAsync("DELETE FROM subscribers WHERE id IN (1, 3)");
        Assert.That(await box.ReadAsync<long>("SELECT subscriber_id FROM outbox"), Is.EqualTo(new[] { 2 }));
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM attempts"), Is.EqualTo(1));
    }

    [TestCase("DELETE FROM subscribers WHERE id = 1", false)]
    [TestCase("DELETE FROM digests WHERE id = 3", true)]
    public async Task Deleting_a_row_that_is_just_being_named_waits_for_it(string delete, bool refused)
    {
        await using var box = await ReadyAsync();
        await box.RunAsync(
            "INSERT INTO digests(id, kind, topic_set_id, every, slot, window_from, matched, created_at) VALUES (3, "
                + "'Digest', 1, 'Day', 5, 4, 1, 5)");
        Task? deleting = null;
        await box.Get<Database>().WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync(Add + "(1, 5, 'Digest', 3, 'Ready', 5, 6)");
            deleting = Task.Run(() => box.RunAsync(delete));
            Assert.That(await Task.WhenAny(deleting, Task.Delay(300)), Is.Not.SameAs(deleting));
            return 0;
        });
        Assert.That(() => deleting!, refused ? Throws.InstanceOf<DbException>() : Throws.Nothing);
        Assert.That(await box.OneAsync<long>("SELECT count(*) FROM outbox WHERE slot = 5"), Is.EqualTo(refused ? 1 : 0),
            "no row names what is gone");
    }

    [Test]
    public async Task Naming_a_row_that_is_just_being_deleted_waits_and_is_rejected()
    {
        await using var box = await ReadyAsync();
        Task? adding = null;
        await box.Get<Database>().WriteAsync(async transaction =>
        {
            await transaction.ExecuteAsync("DELETE FROM subscribers WHERE id = 1");
            adding = Task.Run(() => box.RunAsync(Add + "(1, 5, 'Digest', 2, 'Ready', 5, 6)"));
            Assert.That(await Task.WhenAny(adding, Task.Delay(300)), Is.Not.SameAs(adding));
            return 0;
        });
        Assert.That(() => adding!, Throws.InstanceOf<DbException>());
        Assert.That(await box.ReadAsync<long>("SELECT DISTINCT subscriber_id FROM outbox ORDER BY subscriber_id"),
            Is.EqualTo(new[] { 2, 3 }));
    }

    private static async Task<OutboxFixture> ReadyAsync()
    {
        var box = new OutboxFixture();
        await box.ReadyAsync(3);
        return box;
    }

    private static async Task RefusedAsync(OutboxFixture box, string sql) =>
        await Assert.ThatAsync(() => box.RunAsync(sql), Throws.InstanceOf<DbException>());
}
