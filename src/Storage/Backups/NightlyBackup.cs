using System.Globalization;
using Microsoft.Extensions.Options;

namespace DigestMailer.Storage.Backups;

/// <summary>Writes one copy a night, named after the time it was made, and keeps the newest few.</summary>
internal sealed class NightlyBackup(Backup backup, IOptions<StorageOptions> options, TimeProvider clock)
{
    private const string Prefix = "digestmailer-";
    private const string Suffix = ".backup";
    private const string Time = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <returns>The file that was written, or null where no folder is set.</returns>
    public async Task<string?> WriteAsync(CancellationToken cancel)
    {
        var backups = options.Value.Backups;
        if (backups.Folder is not { Length: > 0 } folder)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var file = Path.Combine(folder, Prefix + now.ToString(Time, CultureInfo.InvariantCulture) + Suffix);
        await backup.WriteAsync(file, cancel);
        DeleteAbandoned(folder, now - Abandoned);
        foreach (var old in Copies(folder, Suffix).OrderDescending(StringComparer.Ordinal).Skip(backups.Keep))
        {
            File.Delete(old);
        }

        return file;
    }

    /// <summary>What a crash interrupted.</summary>
    private static void DeleteAbandoned(string folder, DateTimeOffset before)
    {
        foreach (var partial in Copies(folder, Suffix + PartialFile.Suffix)
            .Where(partial => File.GetLastWriteTimeUtc(partial) < before))
        {
            PartialFile.Delete(partial);
        }
    }

    /// <summary>Those named after a time, which sort by it. Other files in the folder stay.</summary>
    private static List<string> Copies(string folder, string suffix) =>
        [.. Directory.EnumerateFiles(folder, $"{Prefix}*{suffix}").Where(file => DateTime.TryParseExact(
            Path.GetFileName(file)[Prefix.Length..^suffix.Length], Time, CultureInfo.InvariantCulture,
            DateTimeStyles.None, out _))];
}
