namespace DigestMailer.Storage.Backups;

/// <summary>The file of a backup, recognised by its first bytes.</summary>
internal static class BackupFile
{
    /// <summary>Which database wrote it.</summary>
    /// <exception cref="RefusedException">The file is absent or was not written by a backup.</exception>
    public static StorageProvider ProviderOf(string file)
    {
        if (!File.Exists(file))
        {
            throw new RefusedException($"{file} does not exist.");
        }

        using var stream = File.OpenRead(file);
        var head = new byte[16];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head.AsSpan(0, read) switch
        {
            var bytes when bytes.SequenceEqual("SQLite format 3\0"u8) => StorageProvider.Sqlite,
            var bytes when bytes.StartsWith("PGDMP"u8) => StorageProvider.Postgres,
            _ => throw new RefusedException($"{file} is not a backup of DigestMailer."),
        };
    }
}
