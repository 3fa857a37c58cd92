using Dapper;
using DigestMailer.Storage;
using DigestMailer.Storage.Postgres;

namespace DigestMailer.Tests.Storage;

internal sealed class PostgresDatabaseTests
{
    [Test]
    public async Task Several_processes_that_start_at_once_migrate_once()
    {
        var server = PostgresServer.Shared;
        var settings = server.NewEmptyDatabase();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using var database = new PostgresDatabase(settings);
            database.Migrate();
        })));
        using var one = new PostgresDatabase(settings);
        await using var connection = await one.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM schemaversions"),
            Is.EqualTo(Scripts("Postgres")));
    }

    [Test]
    public void Both_dialects_have_the_same_migrations() =>
        Assert.That(Names("Postgres"), Is.EqualTo(Names("Sqlite")));

    [Test]
    public void A_server_that_is_not_there_is_refused_with_one_line()
    {
        using var database = new PostgresDatabase("Host=127.0.0.1;Port=9;Username=digest;Password=hush;Database=x");
        Assert.That(database.Migrate,
            Throws.TypeOf<RefusedException>().With.Message.Contains("127.0.0.1:9 could not be reached").And.Message.Not
                .Contains("hush"));
    }

    [Test]
    public void A_database_that_is_not_there_is_refused_by_name()
    {
        using var database = new PostgresDatabase(PostgresServer.Shared.ConnectionString("absent"));
        Assert.That(database.Migrate, Throws.TypeOf<RefusedException>().With.Message.Contains("no database absent"));
    }

    [TestCase("Data Source=data/digestmailer.db")]
    [TestCase("Host=localhost;Pasword=hush")]
    [TestCase("hush")]
    public void Settings_of_another_database_are_refused_and_not_repeated(string settings) =>
        Assert.That(() => new PostgresDatabase(settings),
            Throws.TypeOf<RefusedException>().With.Message.Contains("not one of PostgreSQL").And.Message.Not
                .Contains("hush"));

    [Test]
    public async Task Lists_are_one_array_also_where_they_are_empty()
    {
        using var database = new PostgresDatabase(PostgresServer.Shared.ConnectionString("postgres"));
        await using var connection = await database.OpenAsync();
        const string sql = "SELECT count(*) FROM (VALUES (1), (2), (3)) v(n) WHERE n IN @some AND n NOT IN @none";
        Assert.That(
            await connection.ExecuteScalarAsync<long>(sql,
                new { some = new List<long> { 1, 3 }, none = Array.Empty<long>() }), Is.EqualTo(2));
    }

    private static int Scripts(string dialect) => Names(dialect).Count;

    private static List<string> Names(string dialect) =>
    [
        .. typeof(Database).Assembly.GetManifestResourceNames()
            .Where(name => name.Contains($".Migrations.{dialect}.", StringComparison.Ordinal))
            .Select(name => name.Split($".Migrations.{dialect}.")[1]).Order(StringComparer.Ordinal),
    ];
}
