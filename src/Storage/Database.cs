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
    /// Writers go one after another on SQLite, so keep network and rendering out of it. PostgreSQL may break a
    /// transaction off to end a deadlock or be restarted, and <paramref name="work"/> is run again; so it changes
    /// nothing outside the transaction.
    /// </summary>
    public abstract Task<T> WriteAsync<T>(Func<Transaction, Task<T>> work, CancellationToken cancel = default);

    /// <inheritdoc cref="WriteAsync{T}(Func{Transaction, Task{T}}, CancellationToken)"/>
    public Task WriteAsync(Func<Transaction, Task> work, CancellationToken cancel = default) =>
        WriteAsync(async transaction => { await work(transaction); return true; }, cancel);

    /// <summary>Ids that no row of <paramref name="table"/> has had or will be given by others.</summary>
    /// <param name="table">Subscribers, papers or digests: links name these.</param>
    public abstract Task<IReadOnlyList<long>> ReserveIdsAsync(Transaction transaction, string table, int count);

    /// <summary>Gives none of the next <paramref name="count"/> ids to a row of <paramref name="table"/>.</summary>
    /// <param name="table">As in <see cref="ReserveIdsAsync"/>.</param>
    public abstract Task SkipIdsAsync(Transaction transaction, string table, long count);

    /// <summary>
    /// Writes many rows the fastest way the database has: COPY on PostgreSQL, one prepared statement on SQLite.
    /// </summary>
    /// <param name="columns">Their names, separated by commas.</param>
    /// <param name="rows">Values as they stand in columns: numbers, text, bytes, null.</param>
    public abstract Task BulkAsync(Transaction transaction, string table, string columns,
        IEnumerable<object?[]> rows);

    /// <summary>
    /// Sees to it that what was deleted cannot be read from the files of the database either, as far as the database
    /// can.
    /// </summary>
    public virtual Task ForgetAsync(CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>
    /// Lets one transaction at a time go on under <paramref name="name"/>, over all processes, until it ends: for what
    /// reads first and writes by what it read. On SQLite every write transaction is alone.
    /// </summary>
    public abstract Task AloneAsync(Transaction transaction, string name);

    /// <summary>
    /// Brings the schema up to this program's version. A database that a newer version has only expanded is taken as it
    /// is; one from which it has taken something away is refused.
    /// </summary>
    public abstract void Migrate();
}
