using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Npgsql;

namespace DigestMailer.Storage.Postgres;

/// <summary>
/// A connection whose commands understand the common SQL, see <see cref="PostgresCommand"/>, and whose reads outlive a
/// restart of the server.
/// </summary>
/// <param name="say">Hears of an outage.</param>
internal sealed class PostgresConnection(NpgsqlConnection inner, Action<string> say) : DbConnection
{
    private bool isInTransaction;

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => inner.ConnectionString = value;
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Open() => inner.Open();

    public override Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public override void Close() => inner.Close();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        isInTransaction = true;
        return new PostgresTransaction(this, inner.BeginTransaction(isolationLevel));
    }

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel,
        CancellationToken cancellationToken)
    {
        isInTransaction = true;
        return new PostgresTransaction(this, await inner.BeginTransactionAsync(isolationLevel, cancellationToken));
    }

    /// <summary>
    /// Asks again, in a new session, where the server has ended this one. Inside a transaction all of it must run
    /// again, by <see cref="Database.WriteAsync{T}"/>.
    /// </summary>
    public async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancel)
    {
        var outage = new PostgresOutage(say);
        while (true)
        {
            try
            {
                if (inner.State != ConnectionState.Open)
                {
                    await inner.CloseAsync();
                    await inner.OpenAsync(cancel);
                }

                return await read();
            }
            catch (NpgsqlException fault) when (!isInTransaction && outage.IsPassing(fault))
            {
                await outage.WaitAsync(fault, cancel);
            }
        }
    }

    /// <summary>Writes rows by COPY.</summary>
    /// <param name="columns">Their names, separated by commas.</param>
    public async Task CopyAsync(string table, string columns, IEnumerable<object?[]> rows)
    {
        await using var copy = await inner.BeginTextImportAsync($"COPY {table}({columns}) FROM STDIN");
        var line = new StringBuilder();
        foreach (var row in rows)
        {
            CopyText.Append(line.Clear(), row);
            await copy.WriteAsync(line);
        }
    }

    protected override DbCommand CreateDbCommand() => new PostgresCommand(this, inner.CreateCommand());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }
}
