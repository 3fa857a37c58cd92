using System.Net.Sockets;
using Dapper;
using Npgsql;

namespace DigestMailer.Storage.Postgres;

/// <summary>Tells in one line why a PostgreSQL server or database cannot be used, and what to do about it.</summary>
internal sealed class PostgresRefusal(NpgsqlConnectionStringBuilder settings)
{
    private const string WhatItIs =
        """
        SELECT current_setting('server_encoding') AS encoding, 
            current_setting('transaction_read_only') = 'on' AS closed,
            current_schema()::text AS schema, COALESCE(has_schema_privilege(current_schema(), 'CREATE'), false) AS open
        """;

    private string Place => $"PostgreSQL at {settings.Host}:{settings.Port}";

    /// <summary>Why the server did not do what it was asked.</summary>
    public RefusedException Of(NpgsqlException fault) => new(fault switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.InvalidPassword
            or PostgresErrorCodes.InvalidAuthorizationSpecification
        } => $"Storage:ConnectionString: {Place} refused the user {settings.Username} or the password; "
            + "check Username, Password and pg_hba.conf.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"Storage:ConnectionString: {Place} has no database {settings.Database}; "
            + $"make it (createdb {settings.Database}) and start again.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
            $"Storage: {settings.Username} may not change the schema of {settings.Database} ({denied.MessageText}); "
            + "make it the owner of the database.",
        PostgresException other =>
            $"Storage: {Place} answered {other.SqlState} ({other.MessageText}). {FaultAdvice.Of(other)}",
        { InnerException: SocketException or TimeoutException or IOException } =>
            $"Storage:ConnectionString: {Place} could not be reached "
            + $"({fault.InnerException!.Message.TrimEnd('.')}); check Host, Port and that the server runs.",
        _ => $"Storage:ConnectionString: {Place} could not be used "
            + $"({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}); check the connection string.",
    });

    /// <summary>Refuses a database that would fail later, in the middle of something.</summary>
    /// <exception cref="RefusedException">It is not UTF-8, is read-only, has no schema, or is not ours to
    /// change.</exception>
    public void RefuseUnfit(NpgsqlConnection connection)
    {
        var it = connection.QuerySingle<(string Encoding, bool Closed, string? Schema, bool Open)>(WhatItIs);
        var why = it switch
        {
            { Encoding: not "UTF8" } => $"has the encoding {it.Encoding}, and papers need UTF8 (22P05). "
                + $"Make another: createdb --encoding UTF8 --template template0 {settings.Database}",
            { Closed: true } => $"is read-only (25006). {FaultAdvice.OfState("25006")}",
            { Schema: null } => $"has no schema that search_path names (3F000). {FaultAdvice.OfState("3F000")}",
            { Open: false } => $"does not let {settings.Username} create tables in the schema {it.Schema} (42501). "
                + $"Grant it: GRANT CREATE ON SCHEMA {it.Schema} TO {settings.Username}",
            _ => null,
        };
        if (why is not null)
        {
            throw new RefusedException($"Storage: the database {settings.Database} of {Place} {why}");
        }
    }
}
