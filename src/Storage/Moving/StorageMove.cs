using Dapper;
using DigestMailer.Storage.Postgres;
using DigestMailer.Storage.Sqlite;

namespace DigestMailer.Storage.Moving;

/// <summary>
/// Moves an installation from SQLite to an empty PostgreSQL: every table by COPY, in one transaction there, while
/// nobody can write here. All of it arrives or nothing, and the source stays as it is.
/// </summary>
internal sealed class StorageMove(SqliteDatabase from, PostgresDatabase to)
{
    private const int RowsBetweenReports = 1000;

    /// <exception cref="RefusedException">The target is not empty, or the source has what this version does not
    /// know.</exception>
    public async Task<IReadOnlyList<MovedTable>> RunAsync(IProgress<int>? progress = null,
        CancellationToken cancel = default)
    {
        await RefuseOthersAsync(cancel);
        to.Migrate();
        // The transaction here writes nothing; it keeps others from writing until the one there is through.
        return await from.WriteAsync(
            source => to.WriteAsync(target => MoveAsync(source, target, progress, cancel), cancel), cancel);
    }

    private async Task RefuseOthersAsync(CancellationToken cancel)
    {
        await using var connection = await to.OpenAsync(cancel);
        var (tables, ours) = await connection.QuerySingleAsync<(long Tables, long Ours)>(
            "SELECT count(*), count(*) FILTER (WHERE table_name = 'schemaversions') FROM information_schema.tables "
                + "WHERE table_schema = current_schema()");
        if (tables > 0 && ours == 0)
        {
            throw new RefusedException(
                $"The database to move to holds {tables} tables of something else; make one of its own and name that.");
        }
    }

    private static async Task<IReadOnlyList<MovedTable>> MoveAsync(Transaction source, Transaction target,
        IProgress<int>? progress, CancellationToken cancel)
    {
        var tables = await StoredTable.InOrderAsync(target);
        await RefuseUnknownAsync(source, tables);
        await RefuseFilledAsync(target, tables);
        var moved = new List<MovedTable>();
        foreach (var table in tables)
        {
            cancel.ThrowIfCancellationRequested();
            moved.Add(await CopyAsync(source, target, table, moved.Sum(one => one.Rows), progress));
        }

        await target.ExecuteAsync("ANALYZE;");
        return moved;
    }

    /// <summary>A table or column that is not known there would be left behind.</summary>
    private static async Task RefuseUnknownAsync(Transaction source, IReadOnlyList<StoredTable> tables)
    {
        var columns = await source.QueryAsync<(string Table, string Column)>(
            "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND "
                + "t.name NOT LIKE 'sqlite_%' AND lower(t.name) NOT IN ('schemaversions', 'contractions')");
        var known = tables.SelectMany(table => table.Columns.Select(column => (table.Name, column))).ToHashSet();
        if (columns.FirstOrDefault(
            column => !known.Contains((column.Table, column.Column))) is { Table: not null } unknown)
        {
            throw new RefusedException(
                $"The SQLite database has {unknown.Table}.{unknown.Column}, which this version does not know; move it "
                    + $"with the version that made it.");
        }
    }

    private static async Task RefuseFilledAsync(Transaction target, IReadOnlyList<StoredTable> tables)
    {
        foreach (var table in tables)
        {
            if (await target.ExecuteScalarAsync<bool>($"SELECT EXISTS (SELECT 1 FROM {table.Name})"))
            {
                throw new RefusedException(
                    $"The database to move to is not empty: {table.Name} has rows. Move into a new one, and start "
                        + $"nothing on it before.");
            }
        }
    }

    private static async Task<MovedTable> CopyAsync(Transaction source, Transaction target, StoredTable table,
        long before, IProgress<int>? progress)
    {
        await ((PostgresConnection)target.Connection)
            .CopyAsync(table.Name, table.ColumnList, Rows(source, table, before, progress));
        var (left, arrived) = (await CountAsync(source, table), await CountAsync(target, table));
        if (left != arrived)
        {
            throw new RefusedException($"Of the {left} rows of {table.Name} {arrived} arrived; nothing was kept.");
        }

        if (table.HasIdentity && await LastIdAsync(source, table) is > 0 and var last)
        {
            await target.ExecuteAsync($"SELECT setval(pg_get_serial_sequence('{table.Name}', 'id'), @last)",
                new { last });
        }

        return new MovedTable(table.Name, arrived);
    }

    /// <summary>Of its rows and, where ids are given once only (0118-ids-once.sql), of the erased ones.</summary>
    private static Task<long> LastIdAsync(Transaction source, StoredTable table) => source.ExecuteScalarAsync<long>(
        $"""
        SELECT max(COALESCE((SELECT max(id) FROM {table.Name}), 0),
            COALESCE((SELECT seq FROM sqlite_sequence WHERE name = '{table.Name}'), 0))
        """);

    private static IEnumerable<object?[]> Rows(Transaction source, StoredTable table, long before,
        IProgress<int>? progress)
    {
        using var command = source.Command($"SELECT {table.ColumnList} FROM {table.Name}");
        using var reader = command.ExecuteReader();
        for (var rows = before + 1; reader.Read(); rows++)
        {
            var row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            yield return row;
            if (rows % RowsBetweenReports == 0)
            {
                progress?.Report((int)Math.Min(rows, int.MaxValue));
            }
        }
    }

    private static Task<long> CountAsync(Transaction transaction, StoredTable table) =>
        transaction.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table.Name}");

    /// <summary>About how many rows there are to move.</summary>
    public async Task<int> CountAsync(CancellationToken cancel)
    {
        await using var connection = await from.OpenAsync(cancel);
        var tables =
            await connection.QueryAsync<string>(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        return (int)Math.Min(int.MaxValue,
            await connection.ExecuteScalarAsync<long>(
                string.Join(" + ", tables.Select(table => $"(SELECT count(*) FROM {table})")).Insert(0, "SELECT ")));
    }
}

/// <summary>A table that was moved.</summary>
internal sealed record MovedTable(string Name, long Rows);
