using DigestMailer.Storage.Sqlite;
using DigestMailer.Subscribers;
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
            Is.EqualTo(ThreadState.WaitSleepJoin).After(10).Seconds.PollEvery(5).MilliSeconds);
        var asked = Task.Run(() => ring.Keys("known")[0].Id);
        Assert.That(await Task.WhenAny(asked, Task.Delay(TimeSpan.FromSeconds(10))), Is.SameAs(asked));
        Assert.That(await asked, Is.EqualTo(known));
        busy.SetResult();
        await writing;
        Assert.That(await made.Task, Is.Not.EqualTo(known));
    }

    [Test]
    public void Keys_that_could_not_be_read_are_read_anew()
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

    public void Dispose() => storage.Dispose();
}
