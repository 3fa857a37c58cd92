using System.Data.Common;
using Dapper;

namespace DigestMailer.Storage;

/// <summary>
/// One write transaction of <see cref="Database.WriteAsync{T}"/>. Every statement run through it is part of it; it is
/// committed when the work returns and rolled back when the work throws.
/// </summary>
internal sealed class Transaction(DbConnection connection, DbTransaction inner, Dialect dialect)
{
    /// <summary>The words in which the two databases differ.</summary>
    public Dialect Dialect => dialect;

    /// <summary>The connection it runs on, for what only one of the two databases can do.</summary>
    public DbConnection Connection => connection;

    /// <returns>How many rows it changed; of several parameter sets, all together.</returns>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        connection.ExecuteAsync(sql, parameters, inner);

    /// <summary>The first column of the first row; the default where there is no row.</summary>
    public Task<T?> ExecuteScalarAsync<T>(string sql, object? parameters = null) =>
        connection.ExecuteScalarAsync<T>(sql, parameters, inner);

    public Task<IEnumerable<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        connection.QueryAsync<T>(sql, parameters, inner);

    public Task<T> QuerySingleAsync<T>(string sql, object? parameters = null) =>
        connection.QuerySingleAsync<T>(sql, parameters, inner);

    public Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object? parameters = null) =>
        connection.QuerySingleOrDefaultAsync<T>(sql, parameters, inner);

    public Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? parameters = null) =>
        connection.QueryFirstOrDefaultAsync<T>(sql, parameters, inner);

    /// <summary>A command of this transaction; the caller disposes it.</summary>
    public DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        (command.Transaction, command.CommandText) = (inner, sql);
        return command;
    }
}
