using DigestMailer.Storage.Sqlite;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using DigestMailer.Tests.Delivery;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigestMailer.Tests.Subscribers;

internal sealed class KeyRingTests : IDisposable
{
    private readonly TestDatabase storage = new();

    [Test]
    public async Task A_ring_that_waits_for_its_first_key_lets_others_be_asked()
    {
        var ring = new KeyRing(storage.Database, TimeProvider.System);
        var known = ring.Keys("known")[0].Id;
        var busy = new TaskCompletionSource();
        var writing = storage.Database.WriteAsync(_ => busy.Task);
        var made = new TaskCompletionSource<long>();
        var maker = new Thread(() => made.SetResult(ring.Keys("new")[0].Id));
        maker.Start();
        Assert.That(() => maker.ThreadState,
            Is.EqualTo(ThreadState.WaitSleepJoin).After(60).Seconds.PollEvery(5).MilliSeconds);
        var asked = Task.Run(() => ring.Keys("known")[0].Id);
        Assert.That(await Task.WhenAny(asked, Task.Delay(TimeSpan.FromMinutes(1))), Is.SameAs(asked));
        Assert.That(await asked, Is.EqualTo(known));
        busy.SetResult();
        await writing;
        Assert.That(await made.Task, Is.Not.EqualTo(known));
    }

    [Test]
    public void Keys_that_could_not_be_read_are_read_again()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-keys-").FullName;
        using var empty = new SqliteDatabase($"Data Source={folder}/keys.db;Pooling=False");
        var ring = new KeyRing(empty, TimeProvider.System);
        Assert.That(() => ring.Keys("links"), Throws.TypeOf<SqliteException>());
        empty.Migrate();
        Assert.That(ring.Keys("links"), Has.Count.EqualTo(1));
        empty.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_refresh_brings_the_changes_of_another_process_before_the_minute_is_over()
    {
        var ring = new KeyRing(storage.Database, TimeProvider.System);
        var first = ring.Keys("links")[0].Id;
        var second = await new KeyRing(storage.Database, TimeProvider.System).RotateAsync("links");
        Assert.That(ring.Keys("links")[0].Id, Is.EqualTo(first));
        await ring.RefreshAsync();
        Assert.That(ring.Keys("links").Select(key => key.Id), Is.EqualTo(new[] { second, first }));
    }

    [Test]
    public async Task Keys_count_as_new_for_a_minute_after_they_were_read_or_refreshed()
    {
        using var own = new TestDatabase();
        var clock = new SettableClock(OutboxFixture.Slot);
        var (ring, other) = (new KeyRing(own.Database, clock), new KeyRing(own.Database, clock));
        var first = ring.Keys("links")[0].Id;
        clock.Advance(TimeSpan.FromSeconds(30));
        await ring.RefreshAsync();
        var second = await other.RotateAsync("links");
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.That(ring.Keys("links")[0].Id, Is.EqualTo(first));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(ring.Keys("links")[0].Id, Is.EqualTo(second));
        var third = await other.RotateAsync("links");
        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.That(ring.Keys("links")[0].Id, Is.EqualTo(second));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(ring.Keys("links")[0].Id, Is.EqualTo(third));
    }

    [Test]
    public async Task A_change_of_its_own_is_seen_at_once_and_only_a_retired_key_is_revoked()
    {
        using var own = new TestDatabase();
        var ring = new KeyRing(own.Database, new SettableClock(OutboxFixture.Slot));
        var first = ring.Keys("links")[0].Id;
        ring.Keys("addresses");
        var second = await ring.RotateAsync("links");
        Assert.That(ring.Keys("links").Select(key => key.Id), Is.EqualTo(new[] { second, first }));
        Assert.That((await ring.ListAsync()).Select(row => (row.Purpose, row.RetiredAt is null)), Is.EqualTo(
            new[] { ("addresses", true), ("links", true), ("links", false) }));
        Assert.That(await ring.RevokeAsync(second), Is.False, "it signs");
        Assert.That(await ring.RevokeAsync(first), Is.True);
        Assert.That(await ring.RevokeAsync(first), Is.False);
        Assert.That(ring.Keys("links").Select(key => key.Id), Is.EqualTo(new[] { second }));
    }

    [Test]
    public async Task A_lent_key_stays_and_is_stored_nowhere()
    {
        using var own = new TestDatabase();
        var clock = new SettableClock(OutboxFixture.Slot);
        var ring = new KeyRing(own.Database, clock);
        await ring.RotateAsync("links");
        ring.Lend("links", new byte[32]);
        await ring.RefreshAsync();
        clock.Advance(TimeSpan.FromDays(1));
        Assert.That(ring.Keys("links").Select(key => key.Id), Is.EqualTo(new[] { 0L }));
        Assert.That(await ring.ListAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_service_loads_keys_when_it_starts_and_twice_a_minute()
    {
        using var own = new TestDatabase();
        var clock = new SettableClock(OutboxFixture.Slot);
        var (ring, other) = (new KeyRing(own.Database, clock), new KeyRing(own.Database, clock));
        var first = other.Keys("links")[0].Id;
        using var refresh = new KeyRefresh(ring, clock, NullLogger<KeyRefresh>.Instance);
        await refresh.StartAsync(default);
        var second = await other.RotateAsync("links");
        Assert.That(ring.Keys("links")[0].Id, Is.EqualTo(first), "loaded before anybody asked");
        await clock.WaitedForAsync().WaitAsync(TimeSpan.FromMinutes(1));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.That(() => ring.Keys("links")[0].Id, Is.EqualTo(second).After(60).Seconds.PollEvery(5).MilliSeconds);
        await refresh.StopAsync(default);
    }

    [Test]
    public void A_sealed_secret_never_looks_the_same_and_part_of_it_opens_nothing()
    {
        using var own = new TestDatabase();
        var seal = new RingSeal(new KeyRing(own.Database, TimeProvider.System));
        var bytes = seal.Seal("libraries", 7, "");
        Assert.That(seal.Seal("libraries", 7, ""), Is.Not.EqualTo(bytes));
        Assert.That(seal.Open("libraries", 7, bytes), Is.Empty);
        foreach (var length in Enumerable.Range(0, bytes.Length))
        {
            Assert.That(seal.Open("libraries", 7, bytes.AsSpan(0, length)), Is.Null);
        }
    }

    [Test]
    public void Several_threads_sign_with_one_key()
    {
        var key = new SigningKey { Id = 1, Secret = new byte[32] };
        var macs = new byte[1000][];
        Parallel.For(0, macs.Length, n =>
        {
            macs[n] = new byte[32];
            key.Sign([(byte)(n % 7)], macs[n]);
        });
        Assert.That(macs, Is.EqualTo(Enumerable.Range(0, macs.Length)
            .Select(n => System.Security.Cryptography.HMACSHA256.HashData(new byte[32], new[] { (byte)(n % 7) }))));
    }

    public void Dispose() => storage.Dispose();
}
