namespace DigestMailer.Storage.Backups;

/// <summary>
/// A file that is being written next to the place where it will appear complete. It is readable by its owner alone, and
/// nobody else writes it meanwhile. A crash leaves it behind, and the next one for that place replaces it.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    /// <summary>What its name ends in.</summary>
    public const string Suffix = ".partial";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    // SQLite writes these next to its file.
    private static readonly string[] Companions = ["", "-wal", "-shm", "-journal"];

    private readonly string target;
    private readonly FileStream locked;
    private bool published;

    private PartialFile(string target, string place, FileStream locked) =>
        (this.target, Place, this.locked) = (target, place, locked);

    public string Place { get; }

    /// <summary>Begins an empty one for <paramref name="file"/>.</summary>
    /// <exception cref="RefusedException">Another process writes it.</exception>
    public static PartialFile Begin(string file)
    {
        var target = Path.GetFullPath(file);
        var place = target + Suffix;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        try
        {
            // The lock on what a crash left is kept until the new one is locked.
            using var left = File.Exists(place) ? Lock(place, FileMode.Open) : null;
            Delete(place);
            return new PartialFile(target, place, Lock(place, FileMode.CreateNew));
        }
        catch (IOException) when (File.Exists(place))
        {
            throw new RefusedException($"{place} is being written by another command. Wait for it, or name another.");
        }
    }

    private static FileStream Lock(string place, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(place, options);
    }

    /// <summary>Brings the bytes to the disk, then gives the file its name.</summary>
    /// <exception cref="IOException">A file of that name has appeared meanwhile; it stays as it is.</exception>
    public void Publish()
    {
        locked.Flush(flushToDisk: true);
        File.Move(Place, target, overwrite: false);
        published = true;
    }

    /// <summary>Deletes what was not published.</summary>
    public void Dispose()
    {
        if (!published)
        {
            Delete(Place);
        }

        locked.Dispose();
    }

    /// <summary>Deletes one that a crash left, with all that SQLite may have left next to it.</summary>
    public static void Delete(string place)
    {
        foreach (var companion in Companions)
        {
            File.Delete(place + companion);
        }
    }

    /// <summary>A database, or the log of one, that is at a place already; null where there is none.</summary>
    public static string? Existing(string database) =>
        Companions.Select(companion => database + companion).FirstOrDefault(File.Exists);
}
