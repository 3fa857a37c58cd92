using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Npgsql;

namespace DigestMailer.Storage.Postgres;

/// <summary>
/// A command of the common SQL. <c>IN @list</c>, which Dapper expands for others, becomes <c>= ANY(@list)</c> with one
/// array: the same text for every length, so that the server parses and plans it once.
/// </summary>
internal sealed partial class PostgresCommand(PostgresConnection connection, NpgsqlCommand inner) : DbCommand
{
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    [AllowNull]
    public override string CommandText
    {
        get => inner.CommandText;
        set => inner.CommandText =
            Texts.GetOrAdd(value ?? "",
                static text => InList().Replace(NotInList().Replace(text, "<> ALL(@$1)"), "= ANY(@$1)"));
    }

    public override int CommandTimeout
    {
        get => inner.CommandTimeout;
        set => inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => inner.CommandType;
        set => inner.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource
    {
        get => inner.UpdatedRowSource;
        set => inner.UpdatedRowSource = value;
    }

    /// <summary>The driver's own, by whose name Dapper knows that it need not expand lists.</summary>
    protected override DbConnection? DbConnection
    {
        get => inner.Connection;
        set => throw new NotSupportedException("A command stays with its connection.");
    }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => null;
        set => inner.Transaction = (value as PostgresTransaction)?.Inner;
    }

    public override void Cancel() => inner.Cancel();

    public override void Prepare() => inner.Prepare();

    public override int ExecuteNonQuery() => Ready().ExecuteNonQuery();

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        Ready().ExecuteNonQueryAsync(cancellationToken);

    public override object? ExecuteScalar() => Ready().ExecuteScalar();

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        connection.ReadAsync(() => Ready().ExecuteScalarAsync(cancellationToken), cancellationToken);

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Ready().ExecuteReader(behavior);

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior,
        CancellationToken cancellationToken) =>
        await connection.ReadAsync(() => Ready().ExecuteReaderAsync(behavior, cancellationToken), cancellationToken);

    /// <summary>
    /// The driver takes arrays and no other collections; truth is 0 or 1 in the columns of both databases.
    /// </summary>
    private NpgsqlCommand Ready()
    {
        foreach (NpgsqlParameter parameter in inner.Parameters)
        {
            if (parameter.DbType == DbType.Boolean)
            {
                parameter.DbType = DbType.Int32;
                parameter.Value = parameter.Value is bool truth ? truth ? 1 : 0 : parameter.Value;
            }
            else if (parameter.Value is IEnumerable<long> and not long[])
            {
                parameter.Value = ((IEnumerable<long>)parameter.Value).ToArray();
            }
            else if (parameter.Value is IEnumerable<string> and not string[])
            {
                parameter.Value = ((IEnumerable<string>)parameter.Value).ToArray();
            }
        }

        return inner;
    }

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

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

    [GeneratedRegex(@"\bIN\s+@(\w+)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex InList();

    [GeneratedRegex(@"\bNOT\s+IN\s+@(\w+)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex NotInList();
}
