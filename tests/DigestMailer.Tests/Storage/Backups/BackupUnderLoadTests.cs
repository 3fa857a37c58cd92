using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DigestMailer.Storage;
using DigestMailer.Storage.Backups;
using DigestMailer.Tests.Delivery.Relays;
using static DigestMailer.Tests.Storage.Backups.TwoInstallations;

namespace DigestMailer.Tests.Storage.Backups;

/// <summary>
/// The real program, backed up by another process while it sends, killed, and restored elsewhere: each row that was
/// there before the backup is there, and nobody gets a mail twice.
/// </summary>
[Category("Slow")]
internal sealed class BackupUnderLoadTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private static readonly int Readers = Scale.Full ? 20_000 : 1000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly int TicksASecond = (int)(TimeSpan.FromSeconds(1) / Tick);

    private static readonly Dictionary<string, string> Kept = new()
    {
        ["subscribers"] = "id,email,address_hash",
        ["consents"] = "id,subscriber_id,at,state,wording",
        ["subscriptions"] = "subscriber_id,state,topic_set_id,zone",
        ["papers"] = "id,title,first_seen",
        ["keys"] = "id,purpose,secret,created_at",
    };

    private readonly SemaphoreSlim permits = new(0);
    private TwoInstallations two = null!;
    private ScriptedSmtpServer relay = null!;

    [SetUp]
    public void Make()
    {
        two = new TwoInstallations(Provider, Provider);
        relay = new ScriptedSmtpServer { Hold = permits.WaitAsync }.Start();
    }

    [TearDown]
    public async Task RemoveAsync()
    {
        await relay.DisposeAsync();
        two.Dispose();
    }

    [OneTimeTearDown]
    public void End() => permits.Dispose();

    [Test]
    [CancelAfter(600_000)]
    public async Task Restored_from_a_backup_made_while_it_sent_it_loses_no_row_and_mails_nobody_twice()
    {
        await FillAsync();
        var before = await RowsAsync(two.RowsHereAsync);
        using var sending = Begin(two.Here("send", "--now", Monday));
        await SendMoreAsync(sending, () => relay.Received.Count >= Readers / 20);
        await KillABackupAsync(sending);
        Assert.That(File.Exists(two.Copy), Is.False, "complete or absent");
        var backup = Begin(two.Here("storage", "backup", two.Copy));
        await SendMoreAsync(sending, () => backup.HasExited);
        Assert.That(await EndAsync(backup), Is.Zero);
        var inBackup = relay.Received.Count;
        Assert.That(sending.HasExited, Is.False, "it is still sending");
        await SendMoreAsync(sending, () => relay.Received.Count > inBackup + (Readers / 20));
        sending.Kill();
        await sending.WaitForExitAsync();
        var atCrash = relay.Received.Count;
        permits.Release(2 * Readers);
        await EndAsync("storage", "restore", two.Copy, "--now", Monday);
        var restored = await RowsAsync(two.RowsThereAsync);
        foreach (var (table, rows) in before)
        {
            Assert.That(rows.Except(restored[table]), Is.Empty, table);
        }

        await EndAsync("send", "--now", Monday);
        TestContext.Out.WriteLine($"{inBackup} mails went out before the backup was complete, {atCrash} before the "
            + $"crash, {relay.Received.Count} at the end");
        Assert.That(relay.Received.Select(mail => mail.To), Is.Unique);
        await EndAsync("storage", "check");
    }

    private async Task FillAsync()
    {
        await two.PapersAsync([.. Enumerable.Range(1, 9).Select(id => $"2603.0000{id}")]);
        await File.WriteAllLinesAsync($"{two.Folder}/people.csv",
            ["email,consent", .. Enumerable.Range(1, Readers)
                .Select(id => $"reader{id}@example.org,form of 2026-01-02")]);
        Assert.That(await EndAsync(Begin(two.Here("gather", "--now", Monday))), Is.Zero);
        Assert.That(await EndAsync(Begin(two.Here("subscribers", "import", $"{two.Folder}/people.csv", "--confirmed",
            "--now", "2026-03-01T12:00:00Z"))), Is.Zero);
        Assert.That(await EndAsync(Begin(two.Here("keys", "rotate"))), Is.Zero);
    }

    /// <summary>
    /// As soon as it has begun to write. One that was complete before it could be killed is made again.
    /// </summary>
    private async Task KillABackupAsync(Process sending)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            using var backup = Begin(two.Here("storage", "backup", two.Copy));
            await SendMoreAsync(sending, () => backup.HasExited || File.Exists(two.Copy + PartialFile.Suffix));
            backup.Kill();
            await backup.WaitForExitAsync();
            if (!File.Exists(two.Copy))
            {
                return;
            }

            File.Delete(two.Copy);
        }

        Assert.Fail("Every backup was complete before it could be killed.");
    }

    /// <summary>
    /// Lets mail out steadily, and the last quarter a mail a second: nothing would be left to send otherwise, and a
    /// connection that gets no answer gives up.
    /// </summary>
    private async Task SendMoreAsync(Process sending, Func<bool> isEnough)
    {
        for (var tick = 0; !isEnough(); tick++)
        {
            Assert.That(sending.HasExited, Is.False, "it is still sending");
            if (relay.Received.Count + permits.CurrentCount < Readers * 3 / 4)
            {
                permits.Release(Math.Max(1, Readers / 1000));
            }
            else if (tick % TicksASecond == 0)
            {
                permits.Release();
            }

            await Task.Delay(Tick);
        }
    }

    /// <summary>Everything that must come back as it was: consents, wishes, papers and the keys of links.</summary>
    private static async Task<Dictionary<string, HashSet<string>>> RowsAsync(Func<string, Task<List<string>>> read)
    {
        var rows = new Dictionary<string, HashSet<string>>();
        foreach (var (table, columns) in Kept)
        {
            rows[table] = [.. await read($"SELECT {columns} FROM {table}")];
        }

        return rows;
    }

    private async Task EndAsync(params string[] command) =>
        Assert.That(await EndAsync(Begin(two.There(command))), Is.Zero, command[0]);

    private static async Task<int> EndAsync(Process process)
    {
        using (process)
        {
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
    }

    private Process Begin(string[] command)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [
            Path.Combine(TestContext.CurrentContext.TestDirectory, "DigestMailer.dll"), .. command,
            "--Delivery:Relays:0:Host=127.0.0.1", "--Delivery:Relays:0:Security=None",
            string.Create(CultureInfo.InvariantCulture, $"--Delivery:Relays:0:Port={relay.Port}")])
        {
            WorkingDirectory = two.Folder,
            RedirectStandardOutput = true,
        })!;
        // One that nobody reads stops the program when it is full.
        process.BeginOutputReadLine();
        return process;
    }
}
