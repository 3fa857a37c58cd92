using Dapper;
using DigestMailer.Storage;
using DigestMailer.Storage.Postgres;
using Npgsql;

namespace DigestMailer.Tests.Storage;

/// <summary>A database that cannot serve is refused at the start, in one line with its SQLSTATE.</summary>
internal sealed class PostgresRefusalTests
{
    [TestCase("ALTER DATABASE \"{0}\" SET default_transaction_read_only = on", "read-only (25006)")]
    [TestCase("ALTER DATABASE \"{0}\" SET search_path = nowhere", "search_path names (3F000)")]
    [TestCase("ALTER DATABASE \"{0}\" SET statement_timeout = 1", "57014")]
    public async Task An_unfit_database_is_refused(string change, string says)
    {
        var settings = PostgresServer.Shared.NewEmptyDatabase();
        await RunAsync(PostgresServer.Shared.ConnectionString("postgres"),
            string.Format(System.Globalization.CultureInfo.InvariantCulture, change, Name(settings)));
        AssertRefused(settings, says);
    }

    [Test]
    public async Task A_database_that_is_not_utf8_is_refused()
    {
        var settings = PostgresServer.Shared.NewEmptyDatabase();
        var latin = Name(settings) + "_latin";
        await RunAsync(PostgresServer.Shared.ConnectionString("postgres"),
            $"CREATE DATABASE \"{latin}\" ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        AssertRefused(PostgresServer.Shared.ConnectionString(latin), "encoding LATIN1, and papers need UTF8 (22P05)");
    }

    [Test]
    public async Task A_role_that_may_not_create_tables_is_refused()
    {
        var settings = PostgresServer.Shared.NewEmptyDatabase();
        var role = "reader_" + Guid.NewGuid().ToString("N")[..8];
        await RunAsync(settings, $"CREATE ROLE {role} LOGIN");
        await RunAsync(settings, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        AssertRefused(new NpgsqlConnectionStringBuilder(settings) { Username = role }.ConnectionString, "(42501)");
    }

    [TestCase("SELECT count(*) OVER () FROM pg_class FOR UPDATE", "0A000", "supports what the message names")]
    [TestCase("BEGIN READ ONLY; CREATE TABLE x(y int)", "25006", "takes writes")]
    [TestCase("SET statement_timeout = 1; SELECT pg_sleep(5)", "57014", "raise statement_timeout")]
    [TestCase("SELECT chr(0)", "54000", "log of the server")]
    [TestCase("SELECT '\\u0000'::jsonb", "22P02", "log of the server")]
    public async Task A_fault_is_told_by_its_state_in_one_line_with_what_to_do(string sql, string state, string does)
    {
        var settings = PostgresServer.Shared.NewEmptyDatabase() + ";Pooling=false";
        await using var connection = new NpgsqlConnection(settings);
        var fault = (await Assert.CatchAsync<PostgresException>(() => connection.ExecuteAsync(sql)))!;
        Assert.That(new PostgresRefusal(new NpgsqlConnectionStringBuilder(settings)).Of(fault).Message,
            Does.Contain(state).And.Contain(does).And.Not.Contain("free space").And.Not.Contain("\n"));
        Assert.That(new PostgresOutage(_ => { }).IsPassing(fault), Is.False, "it does not pass by waiting");
    }

    private static void AssertRefused(string settings, string says)
    {
        using var database = new PostgresDatabase(settings);
        Assert.That(database.Migrate, Throws.TypeOf<RefusedException>()
            .With.Message.Contains(says).And.Message.Not.Contains("\n").And.Message.Not.Contains("free space"));
    }

    private static string Name(string settings) => new NpgsqlConnectionStringBuilder(settings).Database!;

    private static async Task RunAsync(string settings, string sql)
    {
        await using var connection = new NpgsqlConnection(settings);
        await connection.ExecuteAsync(sql);
    }
}
