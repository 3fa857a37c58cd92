using DigestMailer.Storage;
using static DigestMailer.Tests.Storage.Backups.TwoInstallations;

namespace DigestMailer.Tests.Storage.Backups;

/// <summary>A restore on PostgreSQL that was killed between its steps.</summary>
internal sealed class PostgresBackupTests
{
    private TwoInstallations two = null!;

    [SetUp]
    public void Make() => two = new TwoInstallations(StorageProvider.Postgres, StorageProvider.Postgres);

    [TearDown]
    public void Remove() => two.Dispose();

    [Test]
    public async Task Nothing_is_sent_from_a_database_whose_restore_was_killed()
    {
        await two.FillAsync();
        await two.BackUpAsync();
        await two.RestoreAsync();
        await two.ExecuteThereAsync("CREATE TABLE unfinished_restore()");
        await AssertRefusedAsync(two.There("send", "--now", Monday), "a restore into this database has not ended");
        await AssertRefusedAsync(two.There("storage", "restore", two.Copy), "a restore into this database has not");
    }

    [Test]
    public async Task A_restore_that_was_killed_before_it_kept_anything_is_repeated()
    {
        await two.FillAsync();
        await two.BackUpAsync();
        await two.ExecuteThereAsync("CREATE TABLE unfinished_restore()");
        await two.RestoreAsync();
        await two.AssertSameAsync();
    }

    [Test]
    public async Task Another_programs_database_is_neither_backed_up_nor_filled()
    {
        await two.ExecuteHereAsync("CREATE TABLE theirs(id int)");
        await AssertRefusedAsync(two.Here("storage", "backup", two.Copy), "is not one of DigestMailer");
        await AssertRefusedAsync(two.Here("storage", "check"), "is not one of DigestMailer");
    }
}
