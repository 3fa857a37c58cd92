using System.Data.Common;

namespace DigestMailer.Storage;

/// <summary>
/// The one database of an installation, behind which SQLite and PostgreSQL look alike.
/// Rooms write SQL that both understand and ask <see cref="Dialect"/> for the few words that differ.
/// </summary>
internal abstract class Database
{
    /// <summary>The words in which the two databases differ.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>An open connection for reading; the caller disposes it.</summary>
    public abstract Task<DbConnection> OpenAsync(CancellationToken cancel = default);

    /// <summary>
    /// Runs <paramref name="work"/> in one write transaction: all of it is on disk when this returns, or none.
    /// Writers of one process go one after another on SQLite, so keep network and rendering out of it.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancel = default);

    /// <inheritdoc cref="WriteAsync{T}(Func{DbTransaction, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<DbTransaction, Task> work, CancellationToken cancel = default) =>
        WriteAsync(async transaction => { await work(transaction); return true; }, cancel);

    /// <summary>
    /// Brings the schema up to this program's version. Refuses a database that a newer version has already changed,
    /// or whose applied scripts differ from ours.
    /// </summary>
    public abstract void Migrate();
}
