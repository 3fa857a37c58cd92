using System.Data.Common;
using DigestMailer.Storage;

namespace DigestMailer.Tests.Planning;

/// <summary>A database that pulls a stop when its first write transaction is on disk.</summary>
internal sealed class StoppedDatabase(Database database, CancellationTokenSource stop) : Database
{
    public override Dialect Dialect => database.Dialect;

    public override Task<DbConnection> OpenAsync(CancellationToken cancel = default) => database.OpenAsync(cancel);

    public override async Task<T> WriteAsync<T>(Func<Transaction, Task<T>> work, CancellationToken cancel = default)
    {
        var result = await database.WriteAsync(work, cancel);
        await stop.CancelAsync();
        return result;
    }

    public override Task<IReadOnlyList<long>> ReserveIdsAsync(Transaction transaction, string table, int count) =>
        database.ReserveIdsAsync(transaction, table, count);

    public override Task SkipIdsAsync(Transaction transaction, string table, long count) =>
        database.SkipIdsAsync(transaction, table, count);

    public override Task BulkAsync(Transaction transaction, string table, string columns,
        IEnumerable<object?[]> rows) => database.BulkAsync(transaction, table, columns, rows);

    public override Task AloneAsync(Transaction transaction, string name) => database.AloneAsync(transaction, name);

    public override void Migrate() => database.Migrate();
}
