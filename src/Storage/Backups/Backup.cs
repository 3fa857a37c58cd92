namespace DigestMailer.Storage.Backups;

/// <summary>
/// Copies the whole database into one file while the service works, and restores it. The file has everything:
/// subscribers, consents, history, outbox and the keys of all links.
/// </summary>
internal abstract class Backup
{
    /// <summary>
    /// Writes a consistent copy of this moment. The file appears complete or not at all: what a kill leaves behind
    /// ends in <c>.partial</c>.
    /// </summary>
    /// <exception cref="RefusedException">The file exists, or the copy is damaged.</exception>
    public async Task WriteAsync(string file, CancellationToken cancel)
    {
        if (Path.Exists(file))
        {
            throw new RefusedException($"{file} exists already; name a new file.");
        }

        using var partial = PartialFile.Begin(file);
        await CopyToAsync(partial.Place, cancel);
        partial.Publish();
    }

    /// <summary>Writes the copy into a file that exists and is empty, and checks it.</summary>
    protected abstract Task CopyToAsync(string partial, CancellationToken cancel);

    /// <summary>
    /// Fills the database of the settings, which must be empty or absent, from <paramref name="file"/>, and brings it
    /// up to this version. If it is killed, nobody can use what is there.
    /// </summary>
    /// <param name="settle">What is done to the restored rows before anybody else can use them.</param>
    /// <exception cref="RefusedException">The file is not a backup that fits, or the database has rows.</exception>
    public abstract Task RestoreAsync(string file, Func<Database, Task> settle, CancellationToken cancel);

    /// <summary>Reads the whole database and names what is damaged; an empty list means nothing is.</summary>
    public abstract Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancel);
}
