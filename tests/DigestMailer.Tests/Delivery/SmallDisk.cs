using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Tests.Delivery;

/// <summary>
/// A small file system of its own laid over a folder, which can be filled to the last byte. Tests that need it are
/// skipped, saying so, where nothing may be mounted.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder;

    /// <param name="folder">What is in it is on the small disk afterwards.</param>
    public SmallDisk(string folder, int megabytes)
    {
        this.folder = folder;
        // Connections that are kept would go on writing into the files below.
        SqliteConnection.ClearAllPools();
        var files = Directory.GetFiles(folder).Select(file => (file, File.ReadAllBytes(file))).ToList();
        Assume.That(Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder), Is.Zero,
            "A file system can be mounted by root only, and not in every container.");
        files.ForEach(one => File.WriteAllBytes(one.file, one.Item2));
    }

    private string Filler => Path.Combine(folder, "filler");

    /// <summary>Not a byte more has room.</summary>
    public void Fill()
    {
        // One byte at last: a file system gives out pages.
        foreach (var size in new[] { 64 * 1024, 4096, 1 })
        {
            try
            {
                using var file =
                    new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                continue;
            }
        }
    }

    public void Free() => File.Delete(Filler);

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        // Lazily, should a file still be open.
        Run("umount", "-l", folder);
    }
}
