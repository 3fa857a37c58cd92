using DigestMailer.Storage;

namespace DigestMailer.Tests.Storage;

/// <summary>Versions of the program side by side on one database, as in a rolling restart.</summary>
internal sealed class VersionsTests(StorageProvider provider) : OnBothDatabases(provider)
{
    [Test]
    public async Task A_database_that_a_newer_version_has_only_expanded_is_taken_as_it_is()
    {
        using var test = new TestDatabase();
        await MigratedByNewerAsync(test.Database);
        Assert.That(test.Database.Migrate, Throws.Nothing);
    }

    [Test]
    public async Task One_from_which_a_newer_version_has_taken_something_away_is_refused()
    {
        using var test = new TestDatabase();
        await MigratedByNewerAsync(test.Database);
        await RunAsync(test.Database, "INSERT INTO contractions(script) VALUES ('9999-later.sql')");
        Assert.That(test.Database.Migrate,
            Throws.TypeOf<RefusedException>()
                .With.Message.Contains("newer version of DigestMailer changed the database (9999-later.sql)"));
    }

    [Test]
    public async Task A_contraction_of_this_version_locks_nobody_out()
    {
        using var test = new TestDatabase();
        await MigratedByNewerAsync(test.Database);
        await RunAsync(test.Database, "INSERT INTO contractions(script) VALUES ('0001-papers.sql')");
        Assert.That(test.Database.Migrate, Throws.Nothing);
    }

    private static async Task MigratedByNewerAsync(Database database)
    {
        await RunAsync(database,
            $"INSERT INTO schemaversions(scriptname, applied) VALUES "
                + $"('DigestMailer.Storage.Migrations.{database.Dialect.Name}.9999-later.sql', '2030-01-01')");
        await RunAsync(database, "ALTER TABLE papers ADD COLUMN later TEXT");
    }

    private static Task<int> RunAsync(Database database, string sql) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(sql));
}
