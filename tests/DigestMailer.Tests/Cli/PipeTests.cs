using System.Diagnostics;

namespace DigestMailer.Tests.Cli;

/// <summary>Commands that write to each other, as in a shell.</summary>
[NonParallelizable]
internal sealed class PipeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Test]
    [CancelAfter(120_000)]
    public async Task An_export_is_imported_without_a_file(CancellationToken cancel)
    {
        using var here = new TestDatabase();
        using var there = new TestDatabase();
        await new Program(here).SayAsync(Now, "subscribers", "add", "ana@example.org", "--confirmed", "--query",
            "codec");
        var program = $"dotnet '{Path.Combine(TestContext.CurrentContext.TestDirectory, "DigestMailer.dll")}'";
        using var shell = Process.Start(new ProcessStartInfo("sh",
            ["-c", $"{program} subscribers export - {In(here)} | {program} subscribers import - {In(there)}"])
        {
            WorkingDirectory = there.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(shell.StandardOutput.ReadToEndAsync(cancel),
            shell.StandardError.ReadToEndAsync(cancel));
        await shell.WaitForExitAsync(cancel);
        Assert.That((shell.ExitCode, File.Exists(Path.Combine(there.Folder, "-"))), Is.EqualTo((0, false)),
            string.Concat(said));
        var list = await new Program(there).SayAsync(Now, "subscribers", "list");
        Assert.That(list.ToString(), Does.Contain("ana@example.org").And.Contain("codec"));
    }

    private static string In(TestDatabase storage) =>
        $"'--Storage:ConnectionString=Data Source={Path.Combine(storage.Folder, "test.db")}'";
}
