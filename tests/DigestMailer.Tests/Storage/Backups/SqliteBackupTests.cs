using DigestMailer.Storage;
using DigestMailer.Storage.Backups;
using DigestMailer.Tests.Cli;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static DigestMailer.Tests.Storage.Backups.TwoInstallations;

namespace DigestMailer.Tests.Storage.Backups;

/// <summary>The backup of a SQLite file, whose newest rows are in the log next to it.</summary>
internal sealed class SqliteBackupTests
{
    [Test]
    public async Task A_backup_has_the_rows_that_are_only_in_the_log()
    {
        using var two = new TwoInstallations(StorageProvider.Sqlite, StorageProvider.Sqlite);
        await two.FillAsync();
        Assert.That(new FileInfo($"{two.Folder}/here.db-wal").Length, Is.Positive);
        await two.BackUpAsync();
        await two.RestoreAsync();
        await two.AssertSameAsync();
    }

    [Test]
    public async Task A_backup_of_sqlite_is_restored_onto_postgres()
    {
        using var two = new TwoInstallations(StorageProvider.Sqlite, StorageProvider.Postgres);
        await two.FillAsync();
        await two.BackUpAsync();
        await two.RestoreAsync();
        await two.AssertSameAsync();
    }

    [Test]
    public async Task A_damaged_database_is_named_and_not_backed_up()
    {
        using var two = new TwoInstallations(StorageProvider.Sqlite, StorageProvider.Sqlite);
        await two.FillAsync();
        await two.ExecuteHereAsync("PRAGMA foreign_keys=OFF; UPDATE outbox SET subscriber_id = 4711");
        var (code, said, _) = await Shell.RunAsync(two.Here("storage", "check", "--json"));
        Assert.That(code, Is.EqualTo(1));
        Assert.That(said, Does.Contain("outbox: rows refer to missing rows of"));
        await AssertRefusedAsync(two.Here("storage", "backup", two.Copy), "is damaged");
        Assert.That(File.Exists(two.Copy), Is.False);
    }

    [Test]
    public async Task The_newest_nightly_copies_are_kept_and_other_files_stay()
    {
        using var two = new TwoInstallations(StorageProvider.Sqlite, StorageProvider.Sqlite);
        await two.FillAsync();
        var nights = Directory.CreateDirectory($"{two.Folder}/nights").FullName;
        await File.WriteAllTextAsync($"{nights}/digestmailer-before-upgrade.backup", "theirs");
        await File.WriteAllTextAsync($"{nights}/digestmailer-20260228T032000Z.backup.partial", "of a crash");
        File.SetLastWriteTimeUtc($"{nights}/digestmailer-20260228T032000Z.backup.partial", new DateTime(2026, 2, 28));
        var clock = new FakeTimeProvider(DateTimeOffset.Parse(Monday, null));
        var options = Options.Create(new StorageOptions { Backups = { Folder = nights, Keep = 2 } });
        var nightly = new NightlyBackup(new SqliteBackup($"Data Source={two.Folder}/here.db"), options, clock);
        for (var night = 0; night < 4; night++, clock.Advance(TimeSpan.FromDays(1)))
        {
            Assert.That(await nightly.WriteAsync(CancellationToken.None), Is.Not.Null);
        }

        Assert.That(Directory.GetFiles(nights).Select(Path.GetFileName).Order(StringComparer.Ordinal), Is.EqualTo(
            (string[])["digestmailer-20260304T073000Z.backup", "digestmailer-20260305T073000Z.backup",
                "digestmailer-before-upgrade.backup"]));
    }
}
