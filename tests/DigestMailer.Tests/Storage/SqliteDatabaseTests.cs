using Dapper;
using DigestMailer.Storage;
using DigestMailer.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace DigestMailer.Tests.Storage;

internal sealed class SqliteDatabaseTests
{
    [TestCase("Host=db;Database=x;Password=secret")]
    [TestCase("/var/lib/digestmailer.db")]
    [TestCase("Data Source=")]
    [TestCase("Data Source=:memory:")]
    [TestCase("Data Source=x;Mode=Memory")]
    [TestCase("Data Source=x;Mode=Sometimes")]
    [TestCase("Data Source=file:x.db")]
    public void A_connection_string_that_names_no_file_is_refused_without_repeating_it(string text) =>
        Assert.That(() => new SqliteDatabase(text), Throws.TypeOf<RefusedException>().With.Message
            .StartsWith("Storage:ConnectionString does not name a file").And.Message.Not.Contains("secret"));

    [Test]
    public async Task Migrating_twice_changes_nothing()
    {
        using var test = new TestDatabase();
        test.Database.Migrate();
        await using var connection = await test.Database.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM papers"), Is.Zero);
    }

    [Test]
    public async Task A_failed_write_leaves_nothing()
    {
        using var test = new TestDatabase();
        await Assert.ThatAsync(() => test.Database.WriteAsync(async t =>
        {
            await t.ExecuteAsync("INSERT INTO turns(name, next_at) VALUES ('x', 1)");
            throw new InvalidOperationException();
        }), Throws.InvalidOperationException);
        await using var connection = await test.Database.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM turns"), Is.Zero);
    }

    [Test]
    public void An_empty_file_in_place_of_a_database_is_refused_and_left_alone()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        var file = Path.Combine(folder, "emptied.db");
        File.WriteAllBytes(file, []);
        using var database = new SqliteDatabase($"Data Source={file};Pooling=False");
        Assert.That(database.Migrate, Throws.TypeOf<RefusedException>().With.Message.Contains("is empty"));
        Assert.That(new FileInfo(file).Length, Is.Zero);
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Reading_never_makes_a_database()
    {
        var folder = Directory.CreateTempSubdirectory("digestmailer-").FullName;
        using var database = new SqliteDatabase($"Data Source={folder}/absent.db;Pooling=False");
        await Assert.ThatAsync(() => database.OpenAsync(), Throws.TypeOf<SqliteException>());
        Assert.That(Directory.EnumerateFileSystemEntries(folder), Is.Empty);
        Directory.Delete(folder, recursive: true);
    }
}
