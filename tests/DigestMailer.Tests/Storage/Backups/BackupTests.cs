using System.Runtime.Versioning;
using DigestMailer.Storage;
using DigestMailer.Storage.Backups;
using DigestMailer.Tests.Cli;
using static DigestMailer.Tests.Storage.Backups.TwoInstallations;

namespace DigestMailer.Tests.Storage.Backups;

/// <summary>An installation backed up by a command and restored elsewhere.</summary>
internal sealed class BackupTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private TwoInstallations two = null!;

    [SetUp]
    public void Make() => two = new TwoInstallations(Provider, Provider);

    [TearDown]
    public void Remove() => two.Dispose();

    [Test]
    public async Task A_restored_installation_is_the_one_that_was_backed_up()
    {
        await two.FillAsync();
        var written = await two.BackUpAsync();
        Assert.That(written.GetProperty("bytes").GetInt64(), Is.EqualTo(new FileInfo(two.Copy).Length));
        Assert.That(Directory.GetFiles(two.Folder, "copy.backup?*").Except([two.Copy]), Is.Empty);
        await two.RestoreAsync();
        await two.AssertSameAsync();
        Assert.That((await Shell.JsonAsync(two.There("storage", "check"))).GetProperty("faults").GetArrayLength(),
            Is.Zero);
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public async Task A_backup_is_readable_by_its_owner_alone()
    {
        await two.AddAnaAsync();
        await two.BackUpAsync();
        Assert.That(File.GetUnixFileMode(two.Copy), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task Mail_that_was_open_in_the_backup_is_not_sent_again()
    {
        await FillWithOpenMailAsync();
        Assert.That((await two.RestoreAsync()).GetProperty("cancelled").GetInt32(), Is.EqualTo(1));
        var before = two.Mails();
        await Shell.JsonAsync(two.There("send", "--now", Monday));
        Assert.That(two.Mails(), Is.EquivalentTo(before));
        var shown = await Shell.JsonAsync(two.There("outbox", "show", "1"));
        Assert.That(shown.GetRawText(), Does.Contain("was restored"));
    }

    [Test]
    public async Task Mail_that_was_open_in_the_backup_is_sent_on_request()
    {
        await FillWithOpenMailAsync();
        Assert.That((await two.RestoreAsync("--resume")).GetProperty("cancelled").GetInt32(), Is.Zero);
        var before = two.Mails();
        await Shell.JsonAsync(two.There("send", "--now", Monday));
        Assert.That(two.Mails(), Has.Count.EqualTo(before.Count + 1));
    }

    private async Task FillWithOpenMailAsync()
    {
        await two.FillAsync();
        await two.ExecuteHereAsync("UPDATE outbox SET state = 'Ready', done_at = NULL, due_at = slot WHERE id = 1");
        await two.BackUpAsync();
    }

    [Test]
    public async Task A_digest_that_was_planned_and_sent_after_the_backup_is_not_sent_again()
    {
        await FillBeforeTheDigestAsync();
        await Shell.JsonAsync(two.Here("send", "--now", Monday));
        var before = two.Mails();
        Assert.That(before, Has.Count.EqualTo(1));
        Assert.That((await two.RestoreAsync()).GetProperty("skipped").GetInt32(), Is.EqualTo(1));
        await Shell.JsonAsync(two.There("send", "--now", Monday));
        Assert.That(two.Mails(), Is.EquivalentTo(before));
        await two.AssertOnlyNewPapersAsync();
    }

    [Test]
    public async Task A_digest_that_was_due_after_the_backup_is_sent_on_request()
    {
        await FillBeforeTheDigestAsync();
        await two.RestoreAsync("--resume");
        await Shell.JsonAsync(two.There("send", "--now", Monday));
        Assert.That(two.Mails(), Has.Count.EqualTo(1));
    }

    private async Task FillBeforeTheDigestAsync()
    {
        await two.PapersAsync("2603.00001", "2603.00002");
        await Shell.JsonAsync(two.Here("gather", "--now", Monday));
        await two.AddAnaAsync();
        await two.BackUpAsync();
    }

    [Test]
    public async Task Nobody_gets_the_id_of_a_subscriber_who_signed_up_after_the_backup()
    {
        const string Ids = "SELECT id FROM subscribers";
        await two.AddAnaAsync();
        await two.BackUpAsync();
        await Shell.JsonAsync(two.Here("subscribers", "add", "bo@example.org"));
        var before = await two.RowsHereAsync(Ids);
        await two.RestoreAsync();
        var restored = await two.RowsThereAsync(Ids);
        await Shell.JsonAsync(two.There("subscribers", "add", "cy@example.org"));
        Assert.That((await two.RowsThereAsync(Ids)).Except(restored).Intersect(before), Is.Empty);
    }

    [Test]
    public async Task Neither_a_backup_nor_a_database_is_overwritten()
    {
        await two.FillAsync();
        await two.BackUpAsync();
        await AssertRefusedAsync(two.Here("storage", "backup", two.Copy), "exists already");
        await AssertRefusedAsync(two.Here("storage", "restore", two.Copy), "already");
    }

    [Test]
    public async Task A_file_that_is_not_a_backup_is_not_restored()
    {
        await File.WriteAllTextAsync($"{two.Folder}/notes.txt", "not a backup");
        await AssertRefusedAsync(two.There("storage", "restore", $"{two.Folder}/notes.txt"), "is not a backup of");
        await AssertRefusedAsync(two.There("storage", "restore", $"{two.Folder}/none"), "does not exist");
    }

    [Test]
    public async Task A_truncated_backup_is_not_restored_and_a_whole_one_is_after_it()
    {
        await two.FillAsync();
        await two.BackUpAsync();
        var whole = await File.ReadAllBytesAsync(two.Copy);
        await File.WriteAllBytesAsync($"{two.Folder}/cut.backup", whole[..(whole.Length * 2 / 3)]);
        await AssertRefusedAsync(two.There("storage", "restore", $"{two.Folder}/cut.backup"), "Nothing was kept");
        Assert.That(Directory.GetFiles(two.Folder, "there.db*"), Is.Empty);
        await two.RestoreAsync();
        await two.AssertSameAsync();
    }

    [Test]
    public async Task A_backup_that_another_command_is_writing_is_left_alone()
    {
        await two.FillAsync();
        using (PartialFile.Begin(two.Copy))
        {
            await AssertRefusedAsync(two.Here("storage", "backup", two.Copy), "is being written by another command");
        }

        await File.WriteAllTextAsync(two.Copy + PartialFile.Suffix, "left by a crash");
        await two.BackUpAsync();
        Assert.That(File.Exists(two.Copy + PartialFile.Suffix), Is.False);
    }
}
