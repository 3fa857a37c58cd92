using Dapper;
using DbUp;
using DigestMailer.Storage;
using DigestMailer.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Tests.Storage;

/// <summary>Links in mails name rows by id and some never expire, so no id is ever given to a second row.</summary>
internal sealed class IdsOnceTests(StorageProvider provider) : OnBothDatabases(provider)
{
    private const string NewSubscriber =
        "INSERT INTO subscribers(email, address_hash, created_at) VALUES (@name, @name, 0) RETURNING id";

    [Test]
    public async Task The_id_of_an_erased_newest_row_is_not_given_again()
    {
        using var test = new TestDatabase();
        var first = await AddAsync(test.Database, "ana");
        await test.Database.WriteAsync(transaction => transaction.ExecuteAsync("DELETE FROM subscribers"));
        Assert.That(await AddAsync(test.Database, "bo"), Is.GreaterThan(first));
    }

    [TestCase("subscribers")]
    [TestCase("papers")]
    [TestCase("digests")]
    public async Task Reserved_and_skipped_ids_are_passed_by(string table)
    {
        using var test = new TestDatabase();
        var reserved = await ReserveAsync(test.Database, table, 3);
        Assert.That(reserved, Is.EqualTo(new[] { 1L, 2L, 3L }));
        await test.Database.WriteAsync(transaction => test.Database.SkipIdsAsync(transaction, table, 1000));
        Assert.That(await ReserveAsync(test.Database, table, 2), Is.Unique.And.All.GreaterThan(1003L));
    }

    [Test]
    public async Task A_database_of_an_earlier_version_keeps_its_rows_and_passes_by_what_it_may_have_erased()
    {
        Assume.That(Provider, Is.EqualTo(StorageProvider.Sqlite), "sequences of PostgreSQL have always done this");
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        var file = $"Data Source={folder}/old.db;Pooling=False";
        MigrateBefore("0118", file);
        await using (var connection = new SqliteConnection(file))
        {
            await connection.ExecuteAsync(NewSubscriber, new { name = "ana" });
        }

        using (var database = new SqliteDatabase(file))
        {
            database.Migrate();
            Assert.That(await AddAsync(database, "bo"), Is.GreaterThan(1000));
            await using var connection = await database.OpenAsync();
            Assert.That(await connection.QueryAsync<string>("SELECT email FROM subscribers ORDER BY id"),
                Is.EqualTo(new[] { "ana", "bo" }));
            Assert.That(await connection.QueryAsync<string>("PRAGMA integrity_check"), Is.EqualTo(new[] { "ok" }));
            Assert.That(await connection.QueryAsync<string>(
                "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%' AND name <> 'SchemaVersions' "
                    + "ORDER BY name"),
                Is.EqualTo(new[] { "address_changes", "digests", "events", "papers", "subscribers" }));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void MigrateBefore(string script, string connectionString)
    {
        const string Folder = "DigestMailer.Storage.Migrations.Sqlite.";
        var result = DeployChanges.To.SqliteDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(Database).Assembly, name =>
                name.StartsWith(Folder, StringComparison.Ordinal)
                    && string.CompareOrdinal(name, Folder + script) < 0)
            .WithTransactionPerScript().WithVariablesDisabled().LogToNowhere().Build().PerformUpgrade();
        Assert.That(result.Successful, result.Error?.Message ?? "");
    }

    private static Task<long> AddAsync(Database database, string name) => database.WriteAsync(
        transaction => transaction.ExecuteScalarAsync<long>(NewSubscriber, new { name }));

    private static Task<IReadOnlyList<long>> ReserveAsync(Database database, string table, int count) =>
        database.WriteAsync(transaction => database.ReserveIdsAsync(transaction, table, count));
}
