using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Storage;

/// <summary>What an operator can do about a fault of the database, in one sentence that follows its message.</summary>
internal static class FaultAdvice
{
    public static string Of(DbException fault) => fault is SqliteException sqlite ? OfSqlite(sqlite.SqliteErrorCode)
        : OfState(fault.SqlState);

    /// <summary>By the result codes of SQLite (sqlite.org/rescode.html).</summary>
    private static string OfSqlite(int code) => code switch
    {
        5 or 6 => "Another process holds the database; wait for it or stop it.",
        8 => "Check the permissions of the database file and its folder.",
        10 => "Check the disk and its free space.",
        11 or 26 => "Check Storage:ConnectionString, or restore the database from a backup.",
        13 => "Check the free space.",
        14 => "Check Storage:ConnectionString and the permissions of its folder.",
        _ => "Check Storage:ConnectionString, its permissions and the free space.",
    };

    /// <summary>By SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html).</summary>
    public static string OfState(string? state) => state switch
    {
        "53100" => "Check the free space of the server.",
        "53300" => "Raise max_connections of the server, or lower Maximum Pool Size.",
        "57014" => "A statement was cancelled; raise statement_timeout for this role.",
        "25006" => "Connect to a server that takes writes, not to a standby, and check default_transaction_read_only.",
        "0A000" => "Use a server that supports what the message names.",
        "22P05" => "Use a database with the encoding UTF8.",
        "3F000" => "Create the schema that search_path names, or change search_path.",
        "42501" => "Make the role the owner of the database, or grant it what the message names.",
        { } other when other.StartsWith("28", StringComparison.Ordinal) =>
            "Check Username, Password and pg_hba.conf.",
        { } other when other.StartsWith("53", StringComparison.Ordinal) => "Check the resources of the server.",
        _ => "Check Storage:ConnectionString and the log of the server.",
    };
}
