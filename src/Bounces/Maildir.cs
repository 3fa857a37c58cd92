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
            report += await intake.TakeAsync(await RawAsync(file, cancel), at, null, cancel);
            MarkRead(file);
        }

        return report;
    }

    /// <summary>The mail; of one that is too large, its headers.</summary>
    private static async Task<byte[]> RawAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        var raw = new byte[Math.Min(stream.Length, Intake.LargestMail)];
        var read = await stream.ReadAtLeastAsync(raw, raw.Length, throwOnEndOfStream: false, cancel);
        return stream.Length <= Intake.LargestMail ? raw[..read] : Headers(raw.AsSpan(0, read));
    }

    private static byte[] Headers(ReadOnlySpan<byte> raw)
    {
        var lf = raw.IndexOf("\n\n"u8);
        var crlf = raw.IndexOf("\r\n\r\n"u8);
        var end = Math.Min(lf < 0 ? raw.Length : lf, crlf < 0 ? raw.Length : crlf);
        return [.. raw[..end], .. "\n\n"u8];
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
