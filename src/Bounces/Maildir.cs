namespace DigestMailer.Bounces;

/// <summary>
/// Reads what is new in a Maildir folder; a mail that was read moves to <c>cur</c> with the flag S, after what follows
/// from it is on disk.
/// </summary>
internal sealed class Maildir(MaildirOptions options, Intake intake)
{
    private static readonly string[] Folders = ["new", "cur"];

    public async Task<ReadReport> ReadAsync(CancellationToken cancel)
    {
        var report = new ReadReport();
        foreach (var file in Folders.Select(folder => Path.Combine(options.Path, folder)).Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFiles).Where(IsUnread).Order(StringComparer.Ordinal).ToList())
        {
            var at = new DateTimeOffset(File.GetLastWriteTimeUtc(file));
            report += await intake.TakeAsync(await File.ReadAllBytesAsync(file, cancel), at, null, cancel);
            MarkRead(file);
        }

        return report;
    }

    private static bool IsUnread(string file)
    {
        var name = Path.GetFileName(file);
        var flags = name.LastIndexOf(":2,", StringComparison.Ordinal);
        return !name.StartsWith('.') && (flags < 0 || !name.AsSpan(flags).Contains('S'));
    }

    private void MarkRead(string file)
    {
        var name = Path.GetFileName(file);
        var flags = name.LastIndexOf(":2,", StringComparison.Ordinal);
        var read = flags < 0 ? name + ":2,S" : name[..(flags + 3)] + string.Concat((name[(flags + 3)..] + "S").Order());
        Directory.CreateDirectory(Path.Combine(options.Path, "cur"));
        File.Move(file, Path.Combine(options.Path, "cur", read));
    }
}
