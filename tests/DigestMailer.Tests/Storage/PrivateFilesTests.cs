using System.Diagnostics;
using System.Runtime.Versioning;

namespace DigestMailer.Tests.Storage;

/// <summary>Nobody else on the machine reads what the program writes.</summary>
[Platform(Exclude = "Win")]
[UnsupportedOSPlatform("windows")]
internal sealed class PrivateFilesTests
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;

    [TearDown]
    public void Clear() => Directory.Delete(folder, recursive: true);

    [Test]
    [CancelAfter(120_000)]
    public async Task Files_and_folders_are_private_whatever_the_umask(CancellationToken cancel)
    {
        await RunAsync("subscribers add ana@example.org --confirmed", cancel);
        await RunAsync("subscribers export readers.csv", cancel);
        var made = Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).ToList();
        Assert.That(made.Select(Path.GetFileName), Is.SupersetOf(new[] { "data", "digestmailer.db", "readers.csv" }));
        const UnixFileMode Others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.That(made.Where(path => (File.GetUnixFileMode(path) & Others) != 0), Is.Empty);
    }

    private async Task RunAsync(string words, CancellationToken cancel)
    {
        var program = Path.Combine(TestContext.CurrentContext.TestDirectory, "DigestMailer.dll");
        var start = new ProcessStartInfo("sh",
            ["-c", $"umask 000; exec dotnet '{program}' {words} '--Storage:ConnectionString=Data "
                + "Source=data/digestmailer.db'"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancel),
            process.StandardError.ReadToEndAsync(cancel));
        await process.WaitForExitAsync(cancel);
        Assert.That(process.ExitCode, Is.Zero, string.Concat(said));
    }
}
