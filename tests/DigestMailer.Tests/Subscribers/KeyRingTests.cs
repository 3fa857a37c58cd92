using DigestMailer.Storage.Sqlite;
using DigestMailer.Subscribers;
using DigestMailer.Subscribers.Keys;
using Microsoft.Data.Sqlite;

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
