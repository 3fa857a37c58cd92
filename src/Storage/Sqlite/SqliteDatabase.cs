using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using DbUp;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Storage.Sqlite;

/// <summary>
/// One file of SQLite in WAL mode: readers never wait, writers take turns.
/// A commit is on disk when it returns (synchronous=FULL), because an outcome that a power cut forgets is a mail sent
/// twice.
/// </summary>
internal sealed class SqliteDatabase : Database, IDisposable
{
    private readonly string connectionString;
    private readonly string creating;
    private readonly SemaphoreSlim writer = new(1, 1);
    // Kept open: opening one and setting it up costs more than most of what is written.
    private SqliteConnection? writing;

    public SqliteDatabase(string connectionString)
    {
        var builder = Read(connectionString);
        File = Path.GetFullPath(builder.DataSource);
        Folder = Path.GetDirectoryName(File)!;
        builder.DataSource = File;
        creating = builder.ToString();
        // Only a migration makes the file: else one that was lost would come back empty with the next read.
        builder.Mode = builder.Mode == SqliteOpenMode.ReadWriteCreate ? SqliteOpenMode.ReadWrite : builder.Mode;
        this.connectionString = builder.ToString();
    }

    private static SqliteConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            // OpenToWriteAsync turns foreign keys on: here, it would cost each opening of a pooled connection a
            // statement.
            var builder =
                new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = null, DefaultTimeout = 30 };
            if (builder is { DataSource: not ("" or ":memory:"), Mode: not SqliteOpenMode.Memory }
                && !builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            {
                return builder;
            }
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException)
        {
            // Refused below without its text: one for another database may contain a password.
        }

        throw new RefusedException("Storage:ConnectionString does not name a file of SQLite; write it as "
            + "\"Data Source=data/digestmailer.db\", or set Storage:Provider to Postgres.");
    }

    public override Dialect Dialect => Dialect.Sqlite;

    private string File { get; }

    private string Folder { get; }

    public override async Task<DbConnection> OpenAsync(CancellationToken cancel = default)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }

    /// <summary>
    /// Sets what a writer needs to keep its promises, and 32 MB of pages: with the usual 2 MB, a plan for a million
    /// subscribers reads each page again for nearly each row. A reading connection needs none of it.
    /// </summary>
    private async Task<SqliteConnection> OpenToWriteAsync(CancellationToken cancel)
    {
        var connection = (SqliteConnection)await OpenAsync(cancel);
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText =
            "PRAGMA foreign_keys=ON; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; "
            + "PRAGMA secure_delete=ON; PRAGMA cache_size=-32768;";
        await pragmas.ExecuteNonQueryAsync(cancel);
        return connection;
    }

    public override async Task<T> WriteAsync<T>(Func<Transaction, Task<T>> work, CancellationToken cancel = default)
    {
        await writer.WaitAsync(cancel);
        try
        {
            writing ??= await OpenToWriteAsync(cancel);
            await using var transaction = writing.BeginTransaction(deferred: false);
            var result = await work(new Transaction(writing, transaction, Dialect));
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            writer.Release();
        }
    }

    public override async Task<IReadOnlyList<long>> ReserveIdsAsync(Transaction transaction, string table, int count)
    {
        var last =
            await transaction.ExecuteScalarAsync<long>("SELECT seq FROM sqlite_sequence WHERE name = @table",
                new { table });
        await SkipIdsAsync(transaction, table, count);
        return [.. Enumerable.Range(1, count).Select(number => last + number)];
    }

    public override Task SkipIdsAsync(Transaction transaction, string table, long count) =>
        transaction.ExecuteAsync("UPDATE sqlite_sequence SET seq = seq + @count WHERE name = @table",
            new { table, count });

    public override async Task BulkAsync(Transaction transaction, string table, string columns,
        IEnumerable<object?[]> rows)
    {
        var names = columns.Split(',').Select((_, index) => $"@p{index}").ToList();
        using var insert = (SqliteCommand)transaction.Command(
            $"INSERT INTO {table}({columns}) VALUES ({string.Join(',', names)})");
        var parameters = names.ConvertAll(name => insert.Parameters.Add(name, SqliteType.Integer));
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                parameters[i].ResetSqliteType();
                parameters[i].Value = row[i] ?? DBNull.Value;
            }

            await insert.ExecuteNonQueryAsync();
        }
    }

    public override Task AloneAsync(Transaction transaction, string name) => Task.CompletedTask;

    /// <summary>
    /// Deleted rows are overwritten in the file (secure_delete); this empties the log next to it.
    /// </summary>
    public override async Task ForgetAsync(CancellationToken cancel = default)
    {
        await using var connection = (SqliteConnection)await OpenAsync(cancel);
        using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await checkpoint.ExecuteNonQueryAsync(cancel);
    }

    public override void Migrate()
    {
        try
        {
            Directory.CreateDirectory(Folder);
            RefuseEmptied();
            if (!Migrations.AreDone(Dialect, ReadJournal()))
            {
                Upgrade();
            }
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(
                $"Storage:ConnectionString: the database in {Folder} cannot be opened ({fault.Message}). " +
                "Check that the folder exists, is writable, has free space and holds a SQLite file.");
        }
    }

    /// <summary>
    /// SQLite takes an empty file for a new database. One that was there before and lost its content, by a full disk or
    /// a wrong copy, must not start over in silence.
    /// </summary>
    private void RefuseEmptied()
    {
        if (new FileInfo(File) is { Exists: true, Length: 0 })
        {
            throw new RefusedException(
                $"Storage:ConnectionString: {File} is empty, so it is not a database. "
                + "Restore it from a backup, or delete the file to begin a new installation.");
        }
    }

    /// <summary>By itself, since DbUp is loaded for whatever names it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Upgrade() =>
        Migrations.Run(Dialect, DeployChanges.To.SqliteDatabase(creating), ReadContractions);

    private List<string> ReadJournal()
    {
        if (!System.IO.File.Exists(File))
        {
            return [];
        }

        using var connection = new SqliteConnection(connectionString);
        return connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master WHERE name = 'SchemaVersions'") == 0
            ? [] : connection.Query<string>(Migrations.Journal).AsList();
    }

    private List<string> ReadContractions()
    {
        using var connection = new SqliteConnection(connectionString);
        return connection.Query<string>(Migrations.Contractions).AsList();
    }

    public void Dispose()
    {
        writing?.Dispose();
        writer.Dispose();
    }
}
