using System.Data.Common;
using DbUp;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Storage;

/// <summary>
/// One file of SQLite in WAL mode: readers never wait, writers take turns.
/// A commit is on disk when it returns (synchronous=FULL), because an outcome that a power cut forgets is a mail sent twice.
/// </summary>
internal sealed class SqliteDatabase : Database, IDisposable
{
    private readonly string connectionString;
    private readonly SemaphoreSlim writer = new(1, 1);

    public SqliteDatabase(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 30 };
        Folder = Path.GetDirectoryName(Path.GetFullPath(builder.DataSource))!;
        builder.DataSource = Path.GetFullPath(builder.DataSource);
        this.connectionString = builder.ToString();
    }

    public override Dialect Dialect => Dialect.Sqlite;

    private string Folder { get; }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancel = default)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancel);
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;";
        await pragmas.ExecuteNonQueryAsync(cancel);
        return connection;
    }

    public override async Task<T> WriteAsync<T>(Func<DbTransaction, Task<T>> work, CancellationToken cancel = default)
    {
        await writer.WaitAsync(cancel);
        try
        {
            await using var connection = (SqliteConnection)await OpenAsync(cancel);
            await using var transaction = connection.BeginTransaction(deferred: false);
            var result = await work(transaction);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            writer.Release();
        }
    }

    public override void Migrate()
    {
        try
        {
            Directory.CreateDirectory(Folder);
            Migrations.Run(Dialect, DeployChanges.To.SqliteDatabase(connectionString));
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"Storage:ConnectionString: the database in {Folder} cannot be opened ({fault.Message}). " +
                "Check that the folder exists, is writable and holds a SQLite file.");
        }
    }

    public void Dispose() => writer.Dispose();
}
