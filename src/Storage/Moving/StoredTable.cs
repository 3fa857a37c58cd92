
namespace DigestMailer.Storage.Moving;

/// <summary>A table of ours in PostgreSQL, with its columns in order.</summary>
/// <param name="HasIdentity">Whether the database numbers its rows.</param>
internal sealed record StoredTable(string Name, IReadOnlyList<string> Columns, bool HasIdentity)
{
    // The rows of these belong to the database they are in: its migrations, and who is at work on it.
    private const string Ours =
        "c.table_schema = current_schema() AND c.table_name NOT LIKE 'qrtz\\_%' AND c.table_name NOT IN "
            + "('schemaversions', 'contractions')";

    // Triggers hold to these (0081-references-of-outbox.sql).
    private static readonly (string From, string To)[] ByTrigger = [("outbox", "subscribers"), ("outbox", "digests")];

    public string ColumnList => string.Join(',', Columns);

    /// <summary>All tables that hold data of the installation, each after those that it refers to.</summary>
    public static async Task<IReadOnlyList<StoredTable>> InOrderAsync(Transaction transaction)
    {
        var columns = await transaction.QueryAsync<(string Table, string Column, bool Identity)>(
            $"SELECT c.table_name, c.column_name, c.is_identity = 'YES' FROM information_schema.columns c WHERE {Ours} "
                + $"ORDER BY c.table_name, c.ordinal_position");
        var references = (await transaction.QueryAsync<(string From, string To)>(
            "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND "
                + "conrelid <> confrelid")).Concat(ByTrigger).ToLookup(pair => pair.From, pair => pair.To);
        return Ordered(
            [.. columns.GroupBy(column => column.Table)
                .Select(
                    group =>
                        new StoredTable(group.Key, [.. group.Select(column => column.Column)],
                            group.Any(column => column.Identity)))], references);
    }

    private static List<StoredTable> Ordered(List<StoredTable> tables, ILookup<string, string> references)
    {
        var ordered = new List<StoredTable>();
        while (tables.Count > 0)
        {
            var free =
                tables.Where(table => !references[table.Name].Any(to => tables.Exists(other => other.Name == to)))
                    .ToList();
            ordered.AddRange(
                free.Count > 0 ? free : throw new InvalidOperationException("Tables refer to each other in a circle."));
            tables.RemoveAll(free.Contains);
        }

        return ordered;
    }
}
