using Dapper;
using Npgsql;

namespace DigestMailer.Storage.Postgres;

/// <summary>
/// A table that is in a database from before a restore until what it restored is safe to send from. While it is there,
/// nothing starts on the database: a restore that was killed would mail again what was mailed after the backup.
/// </summary>
internal static class UnfinishedRestore
{
    public const string Table = "unfinished_restore";

    public static void Begin(NpgsqlConnection connection) =>
        connection.Execute($"CREATE TABLE IF NOT EXISTS {Table}()");

    public static void End(NpgsqlConnection connection) => connection.Execute($"DROP TABLE IF EXISTS {Table}");

    /// <exception cref="RefusedException">A restore into this database has not ended.</exception>
    public static void Refuse(NpgsqlConnection connection)
    {
        if (connection.ExecuteScalar<bool>($"SELECT to_regclass('{Table}') IS NOT NULL"))
        {
            throw new RefusedException("Storage: a restore into this database has not ended, so nothing may be sent "
                + "from it. If it does not run any more, make a new database and restore into that.");
        }
    }
}
