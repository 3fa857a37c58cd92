using Dapper;
using DigestMailer.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DigestMailer.Storage.Backups;

/// <summary>
/// Backs up SQLite by its online backup: one snapshot, including what is still in the write-ahead log, while others
/// read and write.
/// </summary>
internal sealed class SqliteBackup(string connectionString) : Backup
{
    private readonly string database =
        Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);

    protected override async Task CopyToAsync(string partial, CancellationToken cancel)
    {
        RefuseAbsent();
        await CopyAsync(database, partial, cancel);
    }

    public override async Task RestoreAsync(string file, Func<Database, Task> settle, CancellationToken cancel)
    {
        if (BackupFile.ProviderOf(file) != StorageProvider.Sqlite)
        {
            throw new RefusedException(
                $"{file} is a backup of PostgreSQL; set Storage:Provider to Postgres to restore it.");
        }

        // A log without its database would be taken for that of the restored one.
        if (PartialFile.Existing(database) is { } existing)
        {
            throw new RefusedException($"{existing} exists already. Stop the service and move it away, or name another "
                + "database in Storage:ConnectionString.");
        }

        using var partial = PartialFile.Begin(database);
        await CopyAsync(Path.GetFullPath(file), partial.Place, cancel);
        using (var restored = new SqliteDatabase($"Data Source={partial.Place};Pooling=False"))
        {
            restored.Migrate();
            await settle(restored);
        }

        await JoinLogAsync(partial.Place, cancel);
        partial.Publish();
    }

    public override async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancel)
    {
        RefuseAbsent();
        return await FaultsAsync(database, cancel);
    }

    private void RefuseAbsent()
    {
        if (!File.Exists(database))
        {
            throw new RefusedException($"Storage:ConnectionString: {database} does not exist.");
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancel)
    {
        try
        {
            await using (var source = await OpenAsync(from, SqliteOpenMode.ReadOnly, cancel))
            await using (var target = await OpenAsync(to, SqliteOpenMode.ReadWrite, cancel))
            {
                // Synchronous in the library, and a copy of gigabytes.
                await Task.Run(() => source.BackupDatabase(target), cancel);
            }

            await JoinLogAsync(to, cancel);
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            throw Damaged(from, broken.Message);
        }

        if (await FaultsAsync(to, cancel) is [var fault, ..])
        {
            throw Damaged(from, fault);
        }
    }

    private static RefusedException Damaged(string from, string fault) =>
        new($"{from} is damaged ({fault.TrimEnd('.')}). Nothing was kept.");

    /// <summary>One file, without a log next to it.</summary>
    private static async Task JoinLogAsync(string file, CancellationToken cancel)
    {
        await using var connection = await OpenAsync(file, SqliteOpenMode.ReadWrite, cancel);
        await connection.ExecuteAsync("PRAGMA journal_mode=DELETE");
    }

    private static async Task<IReadOnlyList<string>> FaultsAsync(string file, CancellationToken cancel)
    {
        try
        {
            await using var connection = await OpenAsync(file, SqliteOpenMode.ReadOnly, cancel);
            var ours = await connection.ExecuteScalarAsync<bool>(
                "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE lower(name) = 'schemaversions')");
            if (!ours)
            {
                return [$"{file} is not a database of DigestMailer"];
            }

            var pages = await connection.QueryAsync<string>("PRAGMA integrity_check(20)");
            var orphans = await connection.QueryAsync<string>("SELECT DISTINCT \"table\" || "
                + "': rows refer to missing rows of ' || parent FROM pragma_foreign_key_check");
            return [.. pages.Where(line => line != "ok"), .. orphans];
        }
        catch (SqliteException fault)
        {
            return [fault.Message];
        }
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancel)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        await connection.OpenAsync(cancel);
        return connection;
    }
}
