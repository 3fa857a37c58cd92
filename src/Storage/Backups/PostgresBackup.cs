using Dapper;
using DigestMailer.Storage.Moving;
using DigestMailer.Storage.Postgres;
using DigestMailer.Storage.Sqlite;
using Npgsql;

namespace DigestMailer.Storage.Backups;

/// <summary>
/// Backs up PostgreSQL by its own <c>pg_dump</c> and <c>pg_restore</c>. It also restores a backup of SQLite, which
/// moves an installation to a server.
/// </summary>
internal sealed class PostgresBackup(string connectionString, PostgresDatabase target) : Backup
{
    private const string Tables =
        "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1";

    private readonly PostgresTools tools = new(connectionString);

    protected override async Task CopyToAsync(string partial, CancellationToken cancel)
    {
        await using (var connection = target.OpenAtOnce())
        {
            RefuseOther(await TablesAsync(connection));
        }

        await tools.DumpAsync(partial, cancel);
    }

    public override async Task RestoreAsync(string file, Func<Database, Task> settle, CancellationToken cancel)
    {
        var provider = BackupFile.ProviderOf(file);
        await using var connection = target.OpenAtOnce();
        await RefuseFilledAsync(connection);
        if (provider == StorageProvider.Sqlite)
        {
            UnfinishedRestore.End(connection);
            await MoveAsync(file, settle, cancel);
            return;
        }

        UnfinishedRestore.Begin(connection);
        await tools.RestoreAsync(Path.GetFullPath(file), cancel);
        RefuseOther(await TablesAsync(connection));
        target.MigrateRestored();
        await settle(target);
        await connection.ExecuteAsync("ANALYZE;", commandTimeout: 0);
        UnfinishedRestore.End(connection);
    }

    /// <summary>Moves a copy: moving locks its source, and the backup stays as it is.</summary>
    private async Task MoveAsync(string file, Func<Database, Task> settle, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-restore-");
        try
        {
            var copy = $"Data Source={Path.Combine(folder.FullName, "backup.db")};Pooling=False";
            await new SqliteBackup(copy).RestoreAsync(file, settle, cancel);
            using var source = new SqliteDatabase(copy);
            await new StorageMove(source, target).RunAsync(cancel: cancel);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A restore that kept nothing may be repeated.</summary>
    private static async Task RefuseFilledAsync(NpgsqlConnection connection)
    {
        var tables = await TablesAsync(connection);
        if (tables is [] or [UnfinishedRestore.Table])
        {
            return;
        }

        UnfinishedRestore.Refuse(connection);
        throw new RefusedException(
            $"The database of Storage:ConnectionString has {tables.Count} tables already; restore into an empty one.");
    }

    private static void RefuseOther(IReadOnlyList<string> tables)
    {
        if (!tables.Contains("schemaversions"))
        {
            throw new RefusedException("The database of Storage:ConnectionString is not one of DigestMailer.");
        }
    }

    private static async Task<IReadOnlyList<string>> TablesAsync(NpgsqlConnection connection) =>
        [.. await connection.QueryAsync<string>(Tables)];

    /// <summary>Reads every row, by which PostgreSQL notices damaged pages.</summary>
    public override async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancel)
    {
        var faults = new List<string>();
        await using var connection = target.OpenAtOnce();
        var tables = await TablesAsync(connection);
        RefuseOther(tables);
        foreach (var table in tables)
        {
            try
            {
                await connection.ExecuteScalarAsync<long>($"SELECT count(t.*::text) FROM \"{table}\" t",
                    commandTimeout: 0);
            }
            catch (PostgresException fault)
            {
                faults.Add($"{table}: {fault.MessageText}");
            }
        }

        return faults;
    }
}
